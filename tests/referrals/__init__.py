"""Tests of the referrals."""
