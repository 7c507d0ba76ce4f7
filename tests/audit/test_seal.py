"""The chain finds what was done to it, each kind of tampering planted by somebody who may do anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from opennrm.audit.queries import head, stream_entries
from opennrm.audit.record import announce, command
from opennrm.audit.seal import Anchor, check_chain, read_anchors, write_anchor
from opennrm.mechanism.events import Event

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Event):
    """Only for these tests."""

    number: int


def write(count: int) -> None:
    for number in range(count):
        with command():
            announce(Counted(subject="X", case="X", number=number), at=AT, by=None)


def findings(anchors: list[Anchor] | None = None) -> list[str]:
    return [found.what for found in check_chain(stream_entries(), head(), anchors or [])[1]]


def tamper(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER ALL")


@pytest.mark.django_db
def test_an_untouched_chain_has_no_findings() -> None:
    write(10)
    assert findings() == []


TAMPERINGS: dict[str, tuple[str, ...]] = {
    "modified": ("UPDATE audit_event SET body = replace(body, '\"number\":4', '\"number\":5') WHERE seq = 5",),
    "a column modified": ("UPDATE audit_event SET kind = 'Other' WHERE seq = 5",),
    "its moment modified": ("UPDATE audit_event SET at = at - interval '1 day' WHERE seq = 5",),
    "deleted": ("DELETE FROM audit_event WHERE seq = 5",),
    "deleted and renumbered": (
        "DELETE FROM audit_event WHERE seq = 5",
        "UPDATE audit_event SET seq = seq + 100 WHERE seq > 5",
        "UPDATE audit_event SET seq = seq - 101 WHERE seq > 100",
    ),
    "inserted": (
        "INSERT INTO audit_event SELECT 11, body, kind, subject, case_reference, actor, at, hash, hash "
        "FROM audit_event WHERE seq = 10",
        "UPDATE audit_head SET seq = 11",
    ),
    "two reordered": (
        "UPDATE audit_event SET seq = 100 WHERE seq = 4",
        "UPDATE audit_event SET seq = 4 WHERE seq = 5",
        "UPDATE audit_event SET seq = 5 WHERE seq = 100",
    ),
    "the tail cut off": ("DELETE FROM audit_event WHERE seq > 8",),
}


@pytest.mark.django_db
@pytest.mark.parametrize("done", TAMPERINGS)
def test_tampering_is_found(done: str) -> None:
    write(10)
    tamper(*TAMPERINGS[done])
    assert findings() != []


def cut_off_with_the_head() -> None:
    tamper(
        "DELETE FROM audit_event WHERE seq > 8",
        "UPDATE audit_head SET seq = 8, hash = (SELECT hash FROM audit_event WHERE seq = 8)",
    )


def write_all_again() -> None:
    tamper(
        "CREATE TEMP TABLE kept AS SELECT seq, replace(body, '\"number\":4', '\"number\":5') AS body FROM audit_event",
        "DELETE FROM audit_event",
        "UPDATE audit_head SET seq = 0, hash = ''::bytea",
        "SELECT audit_append(array_agg(body ORDER BY seq)) FROM kept",
        "DROP TABLE kept",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("done", [cut_off_with_the_head, write_all_again])
def test_what_the_chain_alone_cannot_show_the_anchor_does(done: Callable[[], None], tmp_path: Path) -> None:
    write(10)
    path = tmp_path / "anchors" / "chain.jsonl"
    seq, hash_ = head()
    write_anchor(path, seq, hash_, AT)
    assert findings(read_anchors(path)) == []
    done()
    assert findings() == [], "without an anchor this cannot be seen"
    assert findings(read_anchors(path)) != []
