"""Pages for those who refer."""
