"""Five years of made-up cases, day by day, under the pure law; and one year of them through the real actions."""
