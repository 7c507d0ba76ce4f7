"""The law as plain Python: it knows neither Django, nor the clock, nor the database."""
