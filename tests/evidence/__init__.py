"""Tests of files given with a referral."""
