"""Pages of independent review: naming reviewers, declaring interests, and giving an opinion."""
