"""A person is told within five seconds that the database is silent; what runs by itself waits."""

from __future__ import annotations

import time

import pytest
from django.db import OperationalError, connection

from opennrm.audit.record import OutcomeUnknown, announce, command
from opennrm.web.patience import LONGEST_WAIT, impatient, longest_wait
from tests.audit.test_seal import AT, Counted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _whole_again() -> None:
    connection.close()


def sleep(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


@pytest.mark.proves("REL-02")
def test_a_statement_that_takes_too_long_is_given_up_while_a_person_waits() -> None:
    began = time.monotonic()
    with impatient(0.3), pytest.raises(OperationalError, match="did not answer in time"):
        sleep(5)
    assert time.monotonic() - began < 2
    connection.close()
    sleep(0)
    assert LONGEST_WAIT < 5


@pytest.mark.proves("REL-02")
def test_a_request_that_waited_in_vain_does_not_wait_again() -> None:
    began = time.monotonic()
    with impatient(0.5):
        for _ in range(5):
            with pytest.raises(OperationalError):
                sleep(5)
            connection.close()
    assert time.monotonic() - began < 2
    sleep(0)


def test_nobody_else_is_impatient() -> None:
    assert longest_wait() is None
    with impatient(0.2):
        sleep(0)
    sleep(0.5)


@pytest.mark.proves("REL-09")
def test_a_commit_that_was_not_answered_is_not_told_as_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> None:
        raise OperationalError("server closed the connection unexpectedly")

    def act() -> None:
        with command():
            announce(Counted(subject="X", number=1), at=AT, by=None)

    monkeypatch.setattr(connection, "_commit", lost)
    with pytest.raises(OutcomeUnknown):
        act()
    monkeypatch.undo()
    connection.close()

    def undone() -> None:
        with command():
            announce(Counted(subject="X", number=1), at=AT, by=None)
            raise OperationalError("before COMMIT")

    with pytest.raises(OperationalError) as raised:
        undone()
    assert not isinstance(raised.value, OutcomeUnknown)
