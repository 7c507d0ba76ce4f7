"""Keys are changed, and what is open is sealed, by whoever sees every row; anybody else is refused beforehand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as given
from django.db import connection
from django.utils import timezone
from psycopg import sql

from opennrm.audit.asking import upgrading
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.models import Evidence
from opennrm.referrals.models import Person
from opennrm.vault import rotating
from opennrm.vault.changing import changing_keys, refuse_partial_sight
from opennrm.vault.keyring import KEYRING, made_key, read_keys, write_keys
from opennrm.vault.left_open import columns_left_open, seal_what_is_open, still_open
from opennrm.vault.locking import CHANGING, alone
from opennrm.vault.opening import let_go
from opennrm.vault.refusing import CannotChange
from tests.console.conftest import Run
from tests.console.conftest import opennrm as on_the_command_line
from tests.factories import cases as made
from tests.vault.test_left_open import leave_open

__all__ = ["on_the_command_line"]
pytestmark = [pytest.mark.django_db, pytest.mark.proves("CR-02")]
OWNER = "opennrm_owner_of_tests"


@pytest.fixture(autouse=True)
def keys_of_its_own(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.KEYS = tmp_path / "keys"
    KEYRING.forget()
    let_go()
    write_keys([made_key(date(2026, 1, 1))])
    yield
    KEYRING.forget()
    let_go()


@pytest.fixture
def opennrm(on_the_command_line: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Verbs in the house that is open already."""
    for verb in ("rotate_keys", "seal"):
        monkeypatch.setattr(f"opennrm.console.{verb}.house", lambda settled: nullcontext())
    return on_the_command_line


def handed_over() -> str:
    """A role that owns every table, view and function now, is no superuser, and is held by the wall as everybody is."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"CREATE ROLE {OWNER}")
        cursor.execute(f"GRANT ALL ON SCHEMA public TO {OWNER}")
        cursor.execute(
            "SELECT format('ALTER %%s public.%%I OWNER TO %%I', CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, "
            "relname, %s) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')",
            [OWNER],
        )
        statements = [statement for (statement,) in cursor.fetchall()]
        cursor.execute(
            "SELECT format('ALTER FUNCTION %%s OWNER TO %%I', p.oid::regprocedure, %s) FROM pg_proc p "
            "WHERE pronamespace = 'public'::regnamespace AND prosecdef",
            [OWNER],
        )
        statements += [statement for (statement,) in cursor.fetchall()]
        for statement in statements:
            cursor.execute(statement)
    return OWNER


@contextmanager
def acting_as(role: str | None) -> Iterator[None]:
    raw = connection.connection
    if role is not None:
        raw.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
    try:
        yield
    finally:
        raw.execute("RESET ROLE")


def unreadable() -> int:
    """How many people are not who they were."""
    return sum(not str(name).startswith("Linh ") for name in Person.objects.values_list("first_name", flat=True))


def generations() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT get_byte(first_name, 1) FROM referrals_person")
        return {number for (number,) in cursor.fetchall()}


ROLES: dict[str, Callable[[], str | None]] = {
    "the tables' owner": handed_over,
    "the worker": lambda: given.WORKER_ROLE,
    "a superuser": lambda: None,
}


@pytest.mark.proves("13.3.4")
@pytest.mark.parametrize("who", ROLES)
def test_the_verb_rotates_everything_as_each_role_that_may(who: str, opennrm: Run) -> None:
    for number in range(2):
        made.referred(first_name=f"Linh {number}")
    reference, by, at = made.referred(first_name="Linh 2"), made.officer("caseworker"), timezone.now()
    add_evidence(reference, kind="police", text="Six beds.", source="A force", by=by, at=at)
    assert generations() == {0}
    with acting_as(ROLES[who]()):
        code, told = opennrm("rotate-keys", "--data", "--json")
    assert (code, told.get("kept_former")) == (0, 0), told
    assert told["sealed_anew"] >= 20
    assert generations() == {1}
    assert unreadable() == 0
    assert Evidence.objects.get().text == "Six beds.", "also what is otherwise only added"


@pytest.mark.parametrize("who", ROLES)
def test_the_verb_seals_everything_as_each_role_that_may(who: str, opennrm: Run) -> None:
    made.referred(first_name="Linh 0")
    count = leave_open()
    with acting_as(ROLES[who]()):
        code, told = opennrm("seal", "--json")
    assert (code, told["sealed"], told["left_open"]) == (0, count, [])
    assert columns_left_open() == []
    assert unreadable() == 0


def test_the_owner_who_does_not_ask_as_the_house_and_the_pages_change_nothing() -> None:
    made.referred(first_name="Linh 0")
    owner = handed_over()
    for role, what in ((owner, "does not see every row of"), (given.WEB_ROLE, "does not see every row of")):
        with acting_as(role), pytest.raises(CannotChange, match=f"{role} {what}"), changing_keys():
            pytest.fail("It was let go on.")
    with acting_as(given.WEB_ROLE), upgrading(), pytest.raises(CannotChange, match="may not write"):
        refuse_partial_sight()
    with acting_as(owner), pytest.raises(CannotChange):
        seal_what_is_open()
    assert generations() == {0}


def test_one_table_more_that_hides_rows_from_the_worker_is_found() -> None:
    with acting_as(given.WORKER_ROLE):
        refuse_partial_sight()
    with connection.cursor() as cursor:
        cursor.execute("CREATE POLICY planted ON cases_note AS RESTRICTIVE TO PUBLIC USING (visibility = 'team')")
    with acting_as(given.WORKER_ROLE), pytest.raises(CannotChange, match="every row of cases_note"):
        refuse_partial_sight()


def test_a_walk_that_sees_half_of_the_rows_takes_no_key_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted bug: the walk passes one column by, as one that sees no row of it would."""
    for number in range(3):
        made.referred(first_name=f"Linh {number}")
    monkeypatch.setattr(rotating, "change_column", lambda field, change, told: 0)
    _, kept = rotating.renew_data_keys()
    assert kept > 3
    assert unreadable() == 0
    monkeypatch.undo()
    sealed, kept = rotating.renew_data_keys()
    assert (sealed > 0, kept, unreadable()) == (True, 0, 0)


def test_what_is_damaged_keeps_its_former_key_and_the_next_round_is_a_whole_one() -> None:
    for number in range(3):
        made.referred(first_name=f"Linh {number}")
    person = Person.objects.defer("first_name").order_by("id")[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE referrals_person SET first_name = set_byte(first_name, 40, get_byte(first_name, 40) # 1) "
            "WHERE id = %s",
            [person.id],
        )
        assert rotating.renew_data_keys()[1] == 1
        cursor.execute(f"SELECT id FROM vault_key WHERE {rotating.TWO_GENERATIONS}")  # noqa: S608
        assert cursor.fetchall() == [(person.id,)]
    sealed, kept = rotating.renew_data_keys()
    assert sealed > 20, "the round after it seals the others anew once more"
    assert kept == 1


def test_a_column_in_which_something_stays_open_does_not_count_as_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    made.referred(first_name="Linh 0")
    leave_open()
    monkeypatch.setattr("opennrm.vault.left_open.change_column", lambda field, change, told: 0)
    assert seal_what_is_open() == 0
    left = columns_left_open()
    assert {"first_name", "answers"} <= {field.name for field in left}
    assert all(still_open(field) for field in left)


@pytest.fixture
def another() -> Iterator[psycopg.Connection[Any]]:
    """Another connection that holds the lock, as another who changes keys does."""
    address = connection.get_connection_params()
    address = {name: address[name] for name in ("dbname", "user", "host", "port") if address.get(name)}
    with psycopg.connect(**address, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [CHANGING])
        yield other


def test_whoever_comes_second_is_refused_and_changes_nothing(another: Any, opennrm: Run) -> None:
    made.referred(first_name="Linh 0")
    before = (read_keys(), generations())
    for words in (("rotate-keys",), ("rotate-keys", "--data"), ("rotate-keys", "--drop-retired")):
        code, told = opennrm(*words, "--json")
        assert code == 2
        assert "changed by somebody else just now: nothing was changed" in told["error"]
    assert (read_keys(), generations()) == before
    another.execute("SELECT pg_advisory_unlock(%s)", [CHANGING])
    assert opennrm("rotate-keys", "--json")[0] == 0


def test_whoever_waits_is_let_go_on_when_the_other_is_done(another: psycopg.Connection[Any]) -> None:
    timer = threading.Timer(0.3, another.close)
    timer.start()
    with alone(10.0):
        assert another.closed
    timer.join()


def test_a_retired_key_stays_for_35_days_unless_somebody_says_otherwise(opennrm: Run) -> None:
    made.referred(first_name="Linh 0")
    old = read_keys()[0].key.id
    assert opennrm("rotate-keys", "--drop-retired", "--json")[1]["dropped"] == []
    assert opennrm("rotate-keys", "--drop-retired", "--retired-for", "-1", "--json")[0] == 2
    _, told = opennrm("rotate-keys", "--drop-retired", "--retired-for", "0", "--json")
    assert old in told["dropped"]
    assert unreadable() == 0
