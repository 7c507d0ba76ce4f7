"""Says what is being done while it is done, with the seconds it took; the standard library only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(line: str) -> None:
    """Write one line for the person at the terminal; standard output stays free for results."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


@contextmanager
def step(doing: str, quiet_under: float | None = None) -> Iterator[None]:
    """Say what is done before it is done and the seconds it took after.

    With `quiet_under` (seconds) only the end is said, and not even that if it took less.
    """
    began = time.monotonic()
    if quiet_under is None:
        sys.stderr.write(f"{doing} ... ")
        sys.stderr.flush()
    try:
        yield
    except BaseException:
        if quiet_under is None:
            say("")
        raise
    took = time.monotonic() - began
    if quiet_under is None:
        say(f"{took:.1f} s")
    elif took >= quiet_under:
        say(f"{doing}: {took:.1f} s")
