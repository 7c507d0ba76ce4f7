"""What a referral asks, as data; it knows neither how a question looks nor where an answer is kept."""
