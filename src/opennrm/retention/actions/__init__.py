"""What is done about keeping, holding and erasing, one file a thing."""
