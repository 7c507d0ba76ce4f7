"""Measures the product as somebody would run it: `./opennrm bench`. Not part of the product, and nothing of it."""
