"""Folding a history."""
