"""What may leave of a record: marks, subject-access packs, and disclosures to courts and police."""
