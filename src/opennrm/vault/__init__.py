"""What is personal and how it is kept: the one field type for personal data."""
