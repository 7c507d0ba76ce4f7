"""What the people of the mechanism do from beginning to end, in a real browser on a real database."""
