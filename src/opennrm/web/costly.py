"""What costs much runs beside the rest and never in its place: in each process two at a time, and one that waits.

A process of the web server has four threads (`console/pages_server.py`). So whoever prints, searches or exports
much leaves at least one for everybody else; one more is told at once that it is busy, and can try again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

AT_ONCE = 2
"""Costly pages that a process works on at once."""
WAITING = 1
"""Of those beyond that, how many wait; each holds a thread of the process."""
PATIENCE = 5.0
"""Seconds that it waits at most."""

_let_in = BoundedSemaphore(AT_ONCE + WAITING)
_at_work = BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """As many costly pages are at work as may be."""


@contextmanager
def in_turn() -> Iterator[None]:
    """Do something costly once it is its turn. Raises `Busy`."""
    if not _let_in.acquire(blocking=False):
        raise Busy
    try:
        if not _at_work.acquire(timeout=PATIENCE):
            raise Busy
        try:
            yield
        finally:
            _at_work.release()
    finally:
        _let_in.release()
