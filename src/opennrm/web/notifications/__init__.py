"""Pages about what leaves the house."""
