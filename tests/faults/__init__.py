"""Kills and races against a database that syncs to disk."""
