"""Where in a list a page begins, as its address says; a place that no list has is not found."""

from __future__ import annotations

from django.http import Http404

DIGITS = 18
"""A number of more digits is no place in any table."""


def place_in(text: str | None) -> int | None:
    """The number in an address, None where there is none. Raises `Http404` for anything else."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        raise Http404
    return int(text)
