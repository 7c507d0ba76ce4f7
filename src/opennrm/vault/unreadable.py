"""Reading past what cannot be opened, where a record is to be compared or counted though some of it is erased."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for a value that cannot be opened; a list of it holds it, so that it is found in whatever is hashed."""

    why: str

    def __iter__(self) -> Iterator[Unreadable]:
        yield self


ERASED: Final = Unreadable("erased")
"""Its key was erased, as it should be."""
DAMAGED: Final = Unreadable("damaged")
"""It was changed or moved here from elsewhere."""

_reads_past: ContextVar[bool] = ContextVar("reads_past_unreadable", default=False)


@contextmanager
def reading_past_unreadable() -> Iterator[None]:
    """Within it a value that cannot be opened is read as `ERASED` or `DAMAGED`; elsewhere reading one raises."""
    token = _reads_past.set(True)
    try:
        yield
    finally:
        _reads_past.reset(token)


def reads_past() -> bool:
    """Is one within `reading_past_unreadable`?"""
    return _reads_past.get()


def is_erased(*values: Any) -> bool:
    """Is one of these values erased?"""
    return any(value is ERASED for value in values)


def still_says(text_hash: str, hash_now: str) -> bool:
    """Does a row still say what a hash was made of, as far as that can be told? What was erased is held to."""
    return hash_now in (text_hash, ERASED.why)
