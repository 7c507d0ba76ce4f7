"""Tests of the eras."""
