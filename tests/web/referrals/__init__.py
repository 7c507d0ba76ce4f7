"""Tests of the pages of a referral."""
