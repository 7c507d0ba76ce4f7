"""Applies migrations so that nobody who uses the tables meanwhile waits long.

What a migration says in SQL is put together before its transaction begins, so that a lock is held for as long as the
database works, and not while the models are put together in Python, which takes seconds. And whoever asks for a lock
lets everybody wait who comes after, also if it is not given because somebody reads on: so a migration gives up after
half a second, which undoes it, and is tried again when those have been served. What was applied before it stays
applied: cut off anywhere, the next run goes on there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython, SeparateDatabaseAndState
from psycopg.errors import DeadlockDetected, LockNotAvailable

from opennrm.config.fault import Fault

LOCK_WAIT = 0.5
"""Seconds that a change of a table waits for its lock."""
PAUSE = 0.5
"""Seconds in which those are served who waited behind it."""
PATIENCE = 15 * 60.0
"""Seconds after which somebody holds a table who will not let go."""


def migrate(once: Callable[[], None] | None = None) -> int:
    """Apply what is missing; gives how often a lock was not to be had. Raises `Fault` where it stays so.

    `once` applies what is missing, once; it is given by tests alone.
    """
    until, given_up = time.monotonic() + PATIENCE, 0
    _wait_for_locks(LOCK_WAIT)
    try:
        while True:
            try:
                (once or _apply)()
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
                    raise
                if time.monotonic() > until:
                    raise Fault(
                        "A table cannot be changed because somebody uses it without end: see in pg_stat_activity who, "
                        "end that, and start this again. It goes on where it was."
                    ) from error
                given_up += 1
                time.sleep(PAUSE)
            else:
                return given_up
    finally:
        _wait_for_locks(0)


class Prepared(MigrationExecutor):
    """Applies a migration by the SQL that was put together for all of it."""

    def apply_migration(self, state: Any, migration: Migration, fake: bool = False, fake_initial: bool = False) -> Any:
        """As Django does where it is more than SQL, or is not to be one transaction."""
        if fake or not migration.atomic or not is_sql(migration.operations):
            return super().apply_migration(state, migration, fake, fake_initial)
        with self.connection.schema_editor(collect_sql=True, atomic=False) as editor:
            state = migration.apply(state, editor, collect_sql=True)
        with transaction.atomic(), self.connection.cursor() as cursor:
            for statement in editor.collected_sql:
                if not statement.startswith("--"):
                    cursor.execute(statement)
            self.recorder.record_applied(migration.app_label, migration.name)
        return state


def is_sql(operations: Iterable[Any]) -> bool:
    """Is all of this SQL, known before any of it is done?"""
    return not any(
        isinstance(each, RunPython)
        or (isinstance(each, SeparateDatabaseAndState) and not is_sql(each.database_operations))
        for each in operations
    )


def _apply() -> None:
    executor = Prepared(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    call_command("migrate", verbosity=0, interactive=False)  # what Django does after migrations, with none left


def _wait_for_locks(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{int(seconds * 1000)}ms"])
