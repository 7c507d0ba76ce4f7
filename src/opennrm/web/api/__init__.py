"""The interface for programs: what an organisation's own systems ask, by tokens."""
