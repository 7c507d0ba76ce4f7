"""The pages of those who receive parts of referrals."""
