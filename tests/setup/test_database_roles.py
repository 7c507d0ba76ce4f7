"""The role that serves the pages reads and writes rows, and can change neither a table nor the history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.cases.actions.allocation import take_case
from opennrm.config.database_roles import LESS, give_rights, making_of_role, refuse_strong_role
from opennrm.config.fault import Fault
from opennrm.console.house import settle_tables
from tests.factories import cases as made

pytestmark = pytest.mark.django_db

WEB = "opennrm_web_of_tests"


@pytest.fixture
def web() -> str:
    """A role for the pages; it goes with the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {WEB}")
    give_rights(WEB)
    return WEB


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "permission denied" in str(error) or "must be owner" in str(error)
    return False


def test_a_case_from_referral_to_letters_can_be_written(web: str) -> None:
    made.authority_team()
    with acting_as(web):
        reference = made.referred()
        who = made.officer("caseworker")
        take_case(reference, seen=made.seen(reference, who).version, by=who, at=timezone.now())
        made.decided(reference, "negative", by=who)
        second = made.officer("second_officer", name="Ada Nwosu")
        made.checked(reference, by=second)
        made.served(reference, by=who)
        settle_tables()
    assert "ReasonableGroundsDecided" in {happened.kind for happened in latest_events(20)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET kind = kind",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "DELETE FROM audit_head",
        "INSERT INTO audit_head VALUES (2, 0, '')",
        "ALTER TABLE audit_event DISABLE TRIGGER USER",
        "DROP TABLE cases_case",
        "CREATE TABLE planted (id int)",
        "DELETE FROM django_migrations",
    ],
)
def test_neither_tables_nor_the_history_can_be_changed(web: str, statement: str) -> None:
    if statement.startswith("CREATE TABLE"):
        with connection.cursor() as cursor:
            cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    with acting_as(web):
        assert refused(statement)
    assert not refused("SELECT 1")


def test_the_tables_with_fewer_rights_are_there() -> None:
    assert set(LESS) <= set(connection.introspection.table_names())


def test_a_role_that_could_give_itself_more_is_refused(web: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone() or ("",)
        cursor.execute(f'GRANT "{owner}" TO {WEB}')
    for role in (owner, WEB):
        with pytest.raises(Fault, match="could change every table"):
            give_rights(role)
    with pytest.raises(Fault, match="no role 'nobody_there'"):
        give_rights("nobody_there")


def test_a_role_that_may_not_change_tables_is_told_who_can(web: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opennrm.console.house.missing_migrations", lambda: 2)
    with acting_as(web), pytest.raises(Fault, match=f"role {WEB} may not make them.*prepare"):
        settle_tables()


WORKER = "opennrm_worker_of_tests"


@pytest.fixture
def worker(web: str) -> str:
    """A role for the worker beside the pages': it sees every row by a policy, and owns nothing."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {WORKER}")
    give_rights(web, WORKER)
    return WORKER


@pytest.mark.proves("AUD-01")
def test_pages_are_served_as_their_own_role_and_no_other(web: str, worker: str, settings: Any) -> None:
    settings.WEB_ROLE = web
    with acting_as(web):
        refuse_strong_role()
    with acting_as(worker), pytest.raises(Fault, match="is let see every record"):
        refuse_strong_role()
    settings.WEB_ROLE = worker  # nor where the settings name it
    with acting_as(worker), pytest.raises(Fault, match="is let see every record"):
        refuse_strong_role()
    with acting_as(web), pytest.raises(Fault, match=f"OPENNRM_WEB_ROLE names '{worker}'"):
        refuse_strong_role()


@pytest.mark.proves("AUD-01")
def test_a_role_that_may_become_the_workers_does_not_serve_the_pages(web: str, worker: str, settings: Any) -> None:
    settings.WEB_ROLE = web
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT {worker} TO {web}")
    with acting_as(web), pytest.raises(Fault, match="is let see every record"):
        refuse_strong_role()
    with pytest.raises(Fault, match="which sees every record"):
        give_rights(web, worker)
    with pytest.raises(Fault, match="which sees every record"):
        give_rights(worker, worker)


def test_two_programs_that_make_one_role_at_once_both_have_it() -> None:
    role, faults = "opennrm_made_twice_in_tests", list[BaseException]()
    with _own_connection() as first, _own_connection() as second, _own_connection(autocommit=True) as looking:

        def make() -> None:
            try:
                second.execute(making_of_role(role))
                second.commit()
            except psycopg.Error as error:
                faults.append(error)

        try:
            first.execute(making_of_role(role))
            late = Thread(target=make)
            late.start()
            while not _waits(looking, second.info.backend_pid):
                assert late.is_alive(), "the second did not wait for the first"
            first.commit()
            late.join(timeout=30)
            assert faults == []
            assert looking.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [role]).fetchone() == (1,)
        finally:
            first.rollback()
            looking.execute(f"DROP ROLE IF EXISTS {role}")


def _own_connection(*, autocommit: bool = False) -> psycopg.Connection[Any]:
    """A connection to the tests' database beside the one that the test's transaction is on."""
    told: Any = connection.get_connection_params()
    address = {key: told[key] for key in ("host", "dbname", "port", "user", "password") if told.get(key)}
    return psycopg.connect(**address, autocommit=autocommit)


def _waits(looking: psycopg.Connection[Any], pid: int) -> bool:
    """Does that connection wait for a lock?"""
    found = looking.execute("SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone()
    return bool(found and found[0])
