"""Pages of how long records are kept: what comes up, what a second person confirms, and holds."""
