"""Drills: what takes too long for every run, and whose dated results are kept."""
