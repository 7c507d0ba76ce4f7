"""Changes of the vault's tables."""
