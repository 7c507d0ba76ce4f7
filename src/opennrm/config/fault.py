"""A foreseeable fault of the machine or of how the product was started, told in one sentence with its remedy."""

from __future__ import annotations


class Fault(Exception):
    """Stops a command. Its text is one sentence that says what is wrong and what to do; exit code 2."""
