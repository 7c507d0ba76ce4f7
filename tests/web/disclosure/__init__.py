"""Tests of the pages of disclosures."""
