"""Made-up people to try the house with."""
