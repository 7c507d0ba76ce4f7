"""A column of UUIDs and an index come to a table that is used, and what was cut off is finished."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.postgres.functions import RandomUUID
from django.db import IntegrityError, connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState

from opennrm.audit import short_locks
from opennrm.audit.short_locks import IndexWhileUsed, own_uuid

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 25
COLUMN = "SELECT is_nullable, column_default FROM information_schema.columns WHERE column_name = 'named_as'"


def asked(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


@pytest.fixture
def state() -> Iterator[ProjectState]:
    """A table with rows, which no room has."""
    asked("CREATE TABLE planted (id bigint PRIMARY KEY, word text NOT NULL)")
    asked("INSERT INTO planted SELECT n, 'w' || n FROM generate_series(1, 25) n")
    found = ProjectState()
    fields: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", models.BigIntegerField(primary_key=True)),
        ("word", models.TextField()),
    ]
    found.add_model(ModelState("audit", "Planted", fields, {"db_table": "planted"}))
    yield found
    asked("DROP TABLE planted")


def carried_out(operation: migrations.operations.base.Operation, state: ProjectState) -> None:
    after = state.clone()
    operation.state_forwards("audit", after)
    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("audit", editor, state, after)


def named_as() -> migrations.SeparateDatabaseAndState:
    field = models.UUIDField(db_comment="S0 planted", db_default=RandomUUID())
    return own_uuid("planted", "planted", "id", "named_as", field)


def test_every_row_gets_a_name_of_its_own_and_so_does_the_next(
    state: ProjectState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(short_locks, "ROWS_AT_ONCE", 10)
    carried_out(named_as(), state)
    asked("INSERT INTO planted (id, word) VALUES (0, 'new')")
    assert asked("SELECT count(DISTINCT named_as) FROM planted") == [(ROWS + 1,)]
    assert asked(COLUMN) == [("NO", "gen_random_uuid()")]
    assert asked("SELECT conname FROM pg_constraint WHERE conname LIKE 'named_as%'") == []


def test_cut_off_anywhere_it_goes_on_and_names_nothing_twice(
    state: ProjectState, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked("ALTER TABLE planted ADD COLUMN named_as uuid")
    asked("UPDATE planted SET named_as = gen_random_uuid() WHERE id <= 12")
    asked("ALTER TABLE planted ADD CONSTRAINT named_as_is_there CHECK (named_as IS NOT NULL) NOT VALID")
    before = asked("SELECT id, named_as FROM planted WHERE id <= 12 ORDER BY 1")
    monkeypatch.setattr(short_locks, "ROWS_AT_ONCE", 10)
    carried_out(named_as(), state)
    assert asked("SELECT id, named_as FROM planted WHERE id <= 12 ORDER BY 1") == before
    assert asked("SELECT count(DISTINCT named_as) FROM planted") == [(ROWS,)]
    assert asked(COLUMN) == [("NO", "gen_random_uuid()")]


def test_an_index_that_was_cut_off_is_built_anew(state: ProjectState) -> None:
    asked("INSERT INTO planted VALUES (0, 'w1')")
    with pytest.raises(IntegrityError):  # as one that was killed, it is left behind and is not valid
        asked("CREATE UNIQUE INDEX CONCURRENTLY planted_by_word ON planted (word)")
    assert asked("SELECT indisvalid FROM pg_index WHERE indexrelid = 'planted_by_word'::regclass") == [(False,)]
    asked("SET lock_timeout = '500ms'")
    carried_out(IndexWhileUsed("planted", models.Index(fields=["word"], name="planted_by_word")), state)
    assert asked("SELECT indisvalid FROM pg_index WHERE indexrelid = 'planted_by_word'::regclass") == [(True,)]
    assert asked("SHOW lock_timeout") == [("500ms",)]
    asked("SET lock_timeout = 0")
