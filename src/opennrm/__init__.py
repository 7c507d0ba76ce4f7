"""OpenNRM: the first open National Referral Mechanism."""

__version__ = "0.1.0"
