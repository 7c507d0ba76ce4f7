"""Tests of the pages of the rules and the calendar."""
