"""How long a request waits for the database: a person is told within five seconds, even by a server that is frozen.

Only requests of people are so impatient: what runs by itself or from the command line waits as it always did.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

LONGEST_WAIT = 4.0
"""Seconds that a request waits for a silent database, once."""
AFTER_THAT = 0.1
"""Seconds for whatever else it asks then, such as to keep a session."""


@dataclass(slots=True)
class _Patience:
    longest: float
    is_over: bool = False


_patience: ContextVar[_Patience | None] = ContextVar("patience", default=None)


@contextmanager
def impatient(seconds: float = LONGEST_WAIT) -> Iterator[None]:
    """Within, a statement that is not answered in so many seconds is given up, and with it the database."""
    token = _patience.set(_Patience(seconds))
    try:
        yield
    finally:
        _patience.reset(token)


def longest_wait() -> float | None:
    """Seconds that a statement may take now; None for as long as it takes."""
    held = _patience.get()
    if held is None:
        return None
    return AFTER_THAT if held.is_over else held.longest


def give_up() -> None:
    """The database did not answer this request: nothing else in it waits for it."""
    held = _patience.get()
    if held is not None:
        held.is_over = True


def has_given_up() -> bool:
    """Whether this request has given the database up."""
    held = _patience.get()
    return held is not None and held.is_over
