"""Tests of independent review."""
