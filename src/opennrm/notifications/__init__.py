"""Letters and messages, waiting or sent, and the channels they leave by."""
