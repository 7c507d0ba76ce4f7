"""The one door for events."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from opennrm.audit.models import EventRow, Head
from opennrm.audit.record import NoCommand, announce, command
from opennrm.mechanism.events import Event

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SomethingHappened(Event):
    """Only for these tests."""

    number: int


def test_an_event_outside_a_command_is_refused() -> None:
    with pytest.raises(NoCommand):
        announce(SomethingHappened(subject="X", number=1), at=AT, by=None)


@pytest.mark.django_db
def test_events_are_numbered_without_gaps_and_chained() -> None:
    for number in range(3):
        with command():
            announce(SomethingHappened(subject="X", number=number), at=AT, by=None)
    rows = list(EventRow.objects.order_by("seq"))
    assert [row.seq for row in rows] == [1, 2, 3]
    before = b""
    for row in rows:
        assert bytes(row.previous_hash) == before
        digest = hashlib.sha256(row.body.encode()).hexdigest()
        before = hashlib.sha256(before + f"{row.seq}#{digest}".encode()).digest()
        assert bytes(row.hash) == before
    assert Head.objects.get().seq == 3


@pytest.mark.proves("2.3.3")
@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_event() -> None:
    with pytest.raises(ZeroDivisionError), command():
        announce(SomethingHappened(subject="X", number=1), at=AT, by=None)
        raise ZeroDivisionError
    assert not EventRow.objects.exists()
    assert Head.objects.get().seq == 0


@pytest.mark.proves("AUD-01", "16.4.2")
@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE audit_event SET kind = 'x'", "DELETE FROM audit_event"])
def test_the_history_is_only_ever_added_to(statement: str) -> None:
    with command():
        announce(SomethingHappened(subject="X", number=1), at=AT, by=None)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert EventRow.objects.count() == 1
