"""Pages of the duty to notify."""
