"""Tests of what a referral asks."""
