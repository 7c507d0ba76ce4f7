"""The room of notifications."""
