"""Tests of what may leave of a record."""
