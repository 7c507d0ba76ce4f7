"""What row-level security costs: the same pages by a role that it holds and by the owner, whom it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.browser import Browser
from bench.stack import Database, serving
from bench.timing import Figures, Stopwatch

TIMES, WARM = 80, 8


def cost_of_walls(
    data: Path, database: Database, seen: list[tuple[Any, dict[str, str]]]
) -> dict[str, dict[str, dict[str, float]]]:
    """The figures of each page (by name, for a session) behind the wall and without it, and what is between them."""
    told: dict[str, dict[str, dict[str, float]]] = {}
    with serving(data) as walled, serving(data, walled=False) as bare:
        watches = Stopwatch(walled, database), Stopwatch(bare, database)
        for session, paths in seen:
            browsers = Browser(walled.port, session), Browser(bare.port, session)
            for name, path in paths.items():
                held, free = _in_turns(
                    (watches[0], lambda b=browsers[0], p=path: b.get(p)),  # type: ignore[misc]
                    (watches[1], lambda b=browsers[1], p=path: b.get(p)),  # type: ignore[misc]
                )
                told[name] = {"walled": held.told(), "not walled": free.told()}
    return told


def _in_turns(*measured: tuple[Stopwatch, Callable[[], object]]) -> list[Figures]:
    """Each request in its turn, so that what else the machine does falls on all of them alike."""
    figures = [Figures([], [], []) for _ in measured]
    for number in range(TIMES + WARM):
        for into, (watch, request) in zip(figures, measured, strict=True):
            one = watch.measure([request])
            if number >= WARM:
                into.server.extend(one.server)
                into.database.extend(one.database)
                into.took.extend(one.took)
    return figures
