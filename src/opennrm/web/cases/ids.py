"""Ids that forms and addresses send."""

from __future__ import annotations

from uuid import UUID

NO_UUID = UUID(int=0)


def uuid_in(text: str) -> UUID:
    """An id that a form sent, or one that nobody has."""
    try:
        return UUID(text)
    except ValueError:
        return NO_UUID
