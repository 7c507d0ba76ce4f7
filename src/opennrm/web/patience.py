"""How long a request waits for the database: a person is told within five seconds, even by a server that is frozen.

Only requests of people are so impatient: what runs by itself or from the command line waits as it always did.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST_WAIT = 4.0
"""Seconds that one statement may be silent."""

_longest_wait: ContextVar[float | None] = ContextVar("longest_wait", default=None)


@contextmanager
def impatient(seconds: float = LONGEST_WAIT) -> Iterator[None]:
    """Within, a statement that the database does not answer in so many seconds is given up."""
    token = _longest_wait.set(seconds)
    try:
        yield
    finally:
        _longest_wait.reset(token)


def longest_wait() -> float | None:
    """Seconds that a statement may take now; None for as long as it takes."""
    return _longest_wait.get()
