"""In which order transactions take locks: what each statement locks is written down, and the orders are one or not.

A table stands for its rows. What belongs to one case alone is locked under the lock of that case, and so by one
at a time: in which order makes no difference, and it is written down only where the case is not locked. A statement
that does not wait (`SKIP LOCKED`, `NOWAIT`, `pg_try_…`) is no part of a circle.

An INSERT locks too. Every row that its foreign keys name is held KEY SHARE, which waits only for whoever locks it FOR
UPDATE or deletes it, and lets those wait: so each lock is written down with its strength, and two of which neither
keeps the other waiting are in no order. Of two who write the same unique key one waits for the other: written down of
the claims of `once`, each of which is a lock of its own though it lies in the same table, and of `DO UPDATE`.
Not of data keys (`DO NOTHING`): the scope of each is one record. What a transaction made itself nobody waits for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
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
CHANGED = re.compile(r"^\s*(UPDATE|DELETE FROM) \"?(\w+)\"?")
ADDED = re.compile(r"\bINSERT INTO \"?(\w+)\"?")
APPENDS = "audit_append("
HEAD = "audit_head"
"""What the function that appends to the history locks."""
CLAIMS = "audit_command_key"
"""What `once` claims: each a row of its own."""
SHARED, WEAK, STRONG = "KEY SHARE", "NO KEY UPDATE", "UPDATE"
KEEPS_WAITING = {(WEAK, WEAK), (WEAK, STRONG), (STRONG, WEAK), (STRONG, STRONG), (SHARED, STRONG), (STRONG, SHARED)}
"""Source: PostgreSQL's documentation, 13.3.2, row-level locks."""
NAMED = """
SELECT c.conrelid::regclass::text, array_agg(DISTINCT c.confrelid::regclass::text ORDER BY c.confrelid::regclass::text)
FROM pg_constraint c WHERE c.contype = 'f' GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock on rows of a table, and how strong it is."""

    table: str
    strength: str = STRONG


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody who holds the one waits for the other."""

    held: Lock
    wanted: Lock

    def waits_for(self, other: Step) -> bool:
        """Can whoever takes this step wait for somebody who takes the other?"""
        is_same = self.wanted.table == other.held.table
        return is_same and (self.wanted.strength, other.held.strength) in KEEPS_WAITING


class LockOrder:
    """What was locked after what, over many transactions, each with an example."""

    def __init__(self) -> None:
        self.steps: dict[Step, str] = {}
        self.transactions = 0
        self.unordered: set[str] = set()
        self._held: list[Lock] = []
        self._made: set[str] = set()
        with connection.cursor() as cursor:
            cursor.execute(NAMED)
            self._named: dict[str, list[str]] = dict(cursor.fetchall())

    @property
    def tables(self) -> set[str]:
        """Everything of which a lock was written down that was not the only one."""
        return {lock.table for step in self.steps for lock in (step.held, step.wanted)}

    def begin(self) -> None:
        """A transaction begins: nothing is held."""
        self.transactions += bool(self._held)
        self._held, self._made = [], set()

    def statement(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Carry a statement out and write down what it locked: no row that it did not find."""
        result = execute(sql, params, many, context)
        found = context["cursor"].rowcount
        for lock in locks_of(str(sql), params, self._named) if found else ():
            self._take(lock)
        self._made |= set(ADDED.findall(str(sql)))
        if LOCKING.search(str(sql)) and found > 1 and "ORDER BY" not in str(sql):
            self.unordered.add(str(sql)[:300])
        return result

    def circle(self) -> list[Step]:
        """Steps each of which can wait for the next, and the last for the first; empty where there is none."""
        waits = {each: {other for other in self.steps if each.waits_for(other)} for each in self.steps}
        try:
            TopologicalSorter(waits).prepare()
        except CycleError as found:
            return list(found.args[1])
        return []

    def _take(self, lock: Lock) -> None:
        has_more = lock.table in {each.table for each in self._held if each.strength != SHARED}
        if (has_more or lock in self._held) and lock.table != CLAIMS:
            return
        is_of_case = CASE in {each.table for each in self._held if each.strength == STRONG}
        is_own = lock.strength == SHARED and lock.table in self._made
        if is_own or (is_of_case and (WITHIN_A_CASE.match(lock.table) or lock == Lock(CASE, SHARED))):
            return
        for held in self._held:
            path = " → ".join(f"{each.table} ({each.strength})" for each in [*self._held, lock])
            self.steps.setdefault(Step(held, lock), path)
        self._held.append(lock)


def locks_of(sql: str, params: Any = None, named: Mapping[str, Sequence[str]] = MappingProxyType({})) -> list[Lock]:
    """What a statement locks and waits for, in order; `named`: which tables the foreign keys of each table name."""
    locks = [Lock(f"advisory {(params or [''])[0]}") for _ in ADVISORY.findall(sql)]
    if APPENDS in sql:
        return [*locks, Lock(HEAD)]
    for table in ADDED.findall(sql):
        if table == CLAIMS or "DO UPDATE" in sql:
            locks.append(Lock(table, WEAK))
        locks += [Lock(each, SHARED) for each in named.get(table, ())]
    changed = CHANGED.match(sql)
    if changed and changed[2] == CLAIMS:
        return locks  # `remember` writes what was claimed in this transaction
    if changed:
        return [*locks, Lock(changed[2], WEAK if changed[1] == "UPDATE" else STRONG)]
    locking = LOCKING.search(sql)
    if locking is None or DOES_NOT_WAIT.search(sql):
        return locks
    table = locking[1] or (FIRST_TABLE.findall(sql) or ["?"])[0]
    return [*locks, Lock(table, WEAK if "NO KEY" in locking[0] else STRONG)]


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
