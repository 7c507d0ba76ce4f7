"""Tests of what is done to cases."""
