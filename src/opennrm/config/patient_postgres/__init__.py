"""The database as Django wants it, with connections that give up where a person waits."""
