"""How requests are measured: each alone, with what the worker and the database used for it, and their statements."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bench.processes import used_between
from bench.stack import Database, Server

SETTLING = 0.002
"""Seconds after an answer in which the worker puts away what it needed, before its clock is read."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds of several requests of one kind: CPU of the worker, CPU of the database, and the time it took."""

    server: list[float]
    database: list[float]
    took: list[float]

    def told(self) -> dict[str, float]:
        """Medians and 95th percentiles, as they are printed and written."""
        both = [server + database for server, database in zip(self.server, self.database, strict=True)]
        return {
            "requests": len(self.server),
            "server_ms": median(self.server),
            "server_p95_ms": p95(self.server),
            "database_ms": median(self.database),
            "database_p95_ms": p95(self.database),
            "both_p95_ms": p95(both),
            "took_ms": median(self.took),
            "took_p95_ms": p95(self.took),
        }


def median(many: list[float]) -> float:
    """The median, to a hundredth."""
    return round(statistics.median(many), 2)


def p95(many: list[float]) -> float:
    """The value that 95 of 100 do not exceed, to a hundredth."""
    return round(sorted(many)[max(0, -(-95 * len(many) // 100) - 1)], 2)


class Stopwatch:
    """Measures requests to one server over one database."""

    def __init__(self, server: Server, database: Database) -> None:
        self.server = server
        self.database = database

    def measure(self, requests: Iterable[Callable[[], object]], *, warm: int = 0) -> Figures:
        """Do each of these requests alone; the first `warm` are done and not counted."""
        figures = Figures([], [], [])
        for position, request in enumerate(requests):
            server, database = self.server.cpu(), self.database.cpu()
            began = time.perf_counter_ns()
            request()
            took = time.perf_counter_ns() - began
            time.sleep(SETTLING)
            if position >= warm:
                figures.server.append(used_between(server, self.server.cpu()) / 1e6)
                figures.database.append(used_between(database, self.database.cpu()) / 1e6)
                figures.took.append(took / 1e6)
        return figures

    def statements(self, request: Callable[[], object]) -> int:
        """How many statements a request sends, told by the database's own log; its connections must be logged."""
        before = self.database.statements_logged()
        request()
        time.sleep(SETTLING)
        return self.database.statements_logged() - before
