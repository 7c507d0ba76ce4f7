"""What can be done with panels, each thing one transaction."""
