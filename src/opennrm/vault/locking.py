"""The lock that whoever changes keys holds, so that two who change them never do it at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

from opennrm.vault.refusing import CannotChange

CHANGING = 7_266_011
"""The advisory lock that is held while keys are changed; any number that nothing else uses."""


@contextmanager
def alone(patience: float = 0.0) -> Iterator[None]:
    """Hold the lock; whoever is not let go on within so many seconds is refused with `CannotChange`."""
    _take(patience)
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:  # a connection that is gone holds no lock
            cursor.execute("SELECT pg_advisory_unlock(%s)", [CHANGING])


def _take(patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [CHANGING])
            if cursor.fetchone() == (True,):
                return
        if time.monotonic() >= until:
            raise CannotChange(
                "Keys are being changed by somebody else just now: nothing was changed. Wait until that is over, then "
                "run this again."
            )
        time.sleep(0.1)
