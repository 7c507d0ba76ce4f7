"""The second wall: what it covers, that it holds alone, and whom it lets through."""
