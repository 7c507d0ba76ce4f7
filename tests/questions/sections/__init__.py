"""Tests of the sections, one file each."""
