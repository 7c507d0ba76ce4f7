"""What is done about marks and disclosures, one file a thing."""
