"""Pages of what may leave: marks, packs, and disclosures to courts and police."""
