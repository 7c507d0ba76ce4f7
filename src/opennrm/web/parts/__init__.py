"""Pages for the organisations that receive parts of referrals."""
