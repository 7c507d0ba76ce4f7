"""Tests of drafts and referrals."""
