"""From a fresh clone to a command that runs: the standard library only, for nothing else is there yet."""
