"""Tests of the command's verbs."""
