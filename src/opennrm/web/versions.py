"""Which version of a draft or a case a form was shown with, so that a change in between is noticed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DIGITS = 9
"""A version of more digits is none: nothing is changed as often."""


def version_in(sent: Mapping[str, Any]) -> int:
    """The version that a form was shown with; -1, which nothing has, where it is not a number or too long for one."""
    text = str(sent.get("version", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else -1
