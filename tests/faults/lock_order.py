"""In which order transactions take locks: what each statement locks is written down, and the orders are one or not.

A table stands for its rows. What belongs to one case alone is locked under the lock of that case, and so by one
at a time: in which order makes no difference, and it is written down only where the case is not locked. A statement
that does not wait (`SKIP LOCKED`, `NOWAIT`, `pg_try_…`) is no part of a circle.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from graphlib import CycleError, TopologicalSorter
from typing import Any

import pytest
from django.db import connection

from opennrm.audit import record

CASE = "cases_case"
WITHIN_A_CASE = re.compile(
    r"^(cases_(?!case$|added_holiday|allocation|absence|saved)\w+|disclosure_\w+|retention_\w+)$"
)
"""Tables each of whose rows belongs to one case."""
ADVISORY = re.compile(r"\bpg_advisory_xact_lock\((.*?)\)")
LOCKING = re.compile(r"\bFOR (?:NO KEY )?UPDATE\b(?: OF \"?(\w+)\"?)?(?! SKIP LOCKED| NOWAIT)", re.DOTALL)
DOES_NOT_WAIT = re.compile(r"\b(?:SKIP LOCKED|NOWAIT)\b")
FIRST_TABLE = re.compile(r"\bFROM \"?(\w+)\"?")
CHANGED = re.compile(r"^\s*(?:UPDATE|DELETE FROM) \"?(\w+)\"?")
APPENDS = "audit_append("
HEAD = "audit_head"
"""What the function that appends to the history locks."""


class LockOrder:
    """What was locked after what, over many transactions, each with an example."""

    def __init__(self) -> None:
        self.after: dict[str, dict[str, str]] = {}
        self.transactions = 0
        self.unordered: set[str] = set()
        self._held: list[str] = []

    def begin(self) -> None:
        """A transaction begins: nothing is held."""
        self.transactions += bool(self._held)
        self._held = []

    def statement(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Carry a statement out and write down what it locked: no row that it did not find."""
        result = execute(sql, params, many, context)
        found = context["cursor"].rowcount
        for lock in locks_of(str(sql), params) if found else ():
            self._take(lock)
        if LOCKING.search(str(sql)) and found > 1 and "ORDER BY" not in str(sql):
            self.unordered.add(str(sql)[:300])
        return result

    def circle(self) -> list[str]:
        """Locks that some take in one order and others in another; empty where all take them in one."""
        try:
            TopologicalSorter({table: set(later) for table, later in self.after.items()}).prepare()
        except CycleError as found:
            return list(found.args[1])
        return []

    def _take(self, lock: str) -> None:
        if lock in self._held or (CASE in self._held and WITHIN_A_CASE.match(lock)):
            return
        for held in self._held:
            self.after.setdefault(held, {}).setdefault(lock, " → ".join([*self._held, lock]))
        self._held.append(lock)


def locks_of(sql: str, params: Any = None) -> list[str]:
    """What a statement locks and waits for, in order."""
    advisory = [f"advisory {(params or [''])[0]}" for _ in ADVISORY.findall(sql)]
    if APPENDS in sql:
        return [*advisory, HEAD]
    changed = CHANGED.match(sql)
    if changed:
        return [*advisory, changed[1]]
    locking = LOCKING.search(sql)
    if locking is None or DOES_NOT_WAIT.search(sql):
        return advisory
    table = locking[1] or (FIRST_TABLE.findall(sql) or ["?"])[0]
    return [*advisory, table]


@contextmanager
def written_down(monkeypatch: pytest.MonkeyPatch) -> Iterator[LockOrder]:
    """Within, the locks of every command are written down; each command is a transaction of its own, as it is outside
    of a test."""
    found, begins = LockOrder(), record._in_one_transaction

    @contextmanager
    def one() -> Iterator[None]:
        found.begin()
        with begins():
            yield
        found.begin()

    monkeypatch.setattr(record, "_in_one_transaction", one)
    kept: AbstractContextManager[None] = connection.execute_wrapper(found.statement)
    with kept:
        yield found
