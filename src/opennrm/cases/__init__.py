"""Cases and their decisions."""
