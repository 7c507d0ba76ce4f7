"""Tests of what is written without a network."""
