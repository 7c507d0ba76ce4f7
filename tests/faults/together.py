"""Doing something from several threads at the same moment, each with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

T = TypeVar("T")
PATIENCE = 60.0
"""Seconds after which those who wait for each other have failed."""


def together(count: int, do: Callable[[int, Callable[[], object]], T]) -> list[T]:
    """Call `do(number, now)` in `count` threads and give what each gave; `now()` waits until all have come to it."""
    barrier = threading.Barrier(count, timeout=PATIENCE)

    def one(number: int) -> T:
        try:
            return do(number, barrier.wait)
        except BaseException:
            barrier.abort()
            raise
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return [future.result(PATIENCE) for future in [pool.submit(one, number) for number in range(count)]]
