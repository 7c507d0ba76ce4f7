"""Drafts and submitted referrals."""
