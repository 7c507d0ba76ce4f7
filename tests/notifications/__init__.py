"""Tests of letters and messages."""
