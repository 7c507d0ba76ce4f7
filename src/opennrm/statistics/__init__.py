"""Events become facts, facts become tables."""
