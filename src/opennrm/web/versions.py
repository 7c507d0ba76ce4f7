"""Which version of a draft or a case a form was shown with, so that a change in between is noticed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def version_in(sent: Mapping[str, Any]) -> int:
    """The version that a form was shown with; -1, which nothing has, where it is not a number."""
    try:
        return int(sent.get("version", ""))
    except ValueError:
        return -1
