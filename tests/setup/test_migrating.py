"""An upgrade lets by whoever waits behind it, tries again, and says which migrations it can put together before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import OperationalError, connection, migrations, models
from psycopg.errors import DeadlockDetected, LockNotAvailable, OutOfMemory

from opennrm.config import migrating
from opennrm.config.fault import Fault
from opennrm.config.migrating import is_sql, migrate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "PAUSE", 0.0)


def failing(*errors: psycopg.Error | None) -> Callable[[], None]:
    """Something that fails as often as there are errors."""
    left: Iterator[psycopg.Error | None] = iter(errors)

    def once() -> None:
        error = next(left)
        if error is not None:
            raise OperationalError from error

    return once


def test_it_is_tried_again_until_the_lock_is_had() -> None:
    assert migrate(failing(None)) == 0
    assert migrate(failing(LockNotAvailable(), DeadlockDetected(), None)) == 2


def test_what_is_no_lock_is_told_at_once() -> None:
    with pytest.raises(OperationalError):
        migrate(failing(OutOfMemory(), None))


def test_a_lock_that_is_never_had_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "PATIENCE", -1.0)
    with pytest.raises(Fault, match="pg_stat_activity"):
        migrate(failing(LockNotAvailable()))


def test_only_the_upgrade_waits_for_so_short_a_time() -> None:
    def setting() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            return str((cursor.fetchone() or ("",))[0])

    within: list[str] = []
    migrate(lambda: within.append(setting()))
    assert (within, setting()) == (["500ms"], "0")


def test_what_is_done_in_python_is_not_put_together_before() -> None:
    column = migrations.AddField("case", "seen", models.BooleanField(default=False))
    python = migrations.RunPython(migrations.RunPython.noop)
    assert is_sql([column, migrations.RunSQL("SELECT 1")])
    assert not is_sql([column, python])
    assert not is_sql([migrations.SeparateDatabaseAndState(database_operations=[python])])
