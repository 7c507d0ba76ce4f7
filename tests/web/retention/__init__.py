"""Tests of the pages of how long records are kept."""
