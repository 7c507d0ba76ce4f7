"""How long records are kept: what comes up, what people decide, what is on hold, and what stands where one was."""
