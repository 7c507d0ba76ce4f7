"""Pages for the auditor."""
