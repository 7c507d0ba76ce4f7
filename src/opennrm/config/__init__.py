"""Opening the house."""
