"""Profiles of the mechanism, one file an era: plain dated data with its sources."""
