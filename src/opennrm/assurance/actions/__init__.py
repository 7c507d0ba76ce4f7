"""What is done in independent review: naming reviewers, declaring interests, giving an opinion, and what follows."""
