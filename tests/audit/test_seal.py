"""The chain and its anchors find what was done to it: twelve kinds of tampering by somebody who may do anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from opennrm.audit.anchors import Anchor, check_anchors, sign_head
from opennrm.audit.queries import head, stream_entries
from opennrm.audit.record import announce, command
from opennrm.audit.seal import check_chain, old_entry_hash
from opennrm.mechanism.events import Event
from opennrm.vault.signing import make_signer

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
Tampered = Callable[[Path, list[Anchor]], list[Anchor]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Event):
    """Only for these tests."""

    number: int


def write(count: int, at: datetime = AT) -> None:
    for number in range(count):
        with command():
            announce(Counted(subject="X", case="X", number=number), at=at, by=None)


def findings(anchors: list[Anchor] | None = None) -> list[str]:
    return [found.what for found in check_chain(stream_entries(), head(), anchors or [])[1]]


def tamper(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER ALL")


def write_anew(*changes: str, before: str = "") -> None:
    """What a superuser who knows the code does: change the bodies, then let the chain be made anew, whole and sound."""
    tamper(
        "CREATE TEMP TABLE kept AS SELECT seq, body FROM audit_event",
        *([before] if before else []),
        *changes,
        "DELETE FROM audit_event",
        "UPDATE audit_head SET seq = 0, hash = ''::bytea",
        "SELECT audit_append(array_agg(body ORDER BY seq)) FROM kept",
        "DROP TABLE kept",
    )


def in_rows(*statements: str) -> Tampered:
    """Tampering with the rows as they lie."""

    def done(_: Path, anchors: list[Anchor]) -> list[Anchor]:
        tamper(*statements)
        return anchors

    return done


def made_anew(*changes: str) -> Tampered:
    """Tampering after which the chain is sound in itself: only an anchor can show it."""

    def done(_: Path, anchors: list[Anchor]) -> list[Anchor]:
        write_anew(*changes)
        assert findings() == [], "the chain alone cannot see this"
        return anchors

    return done


def clock_back(_: Path, anchors: list[Anchor]) -> list[Anchor]:
    """The clock is set back, so that a new entry says it was there long before."""
    write(1, AT - timedelta(days=30))
    assert findings() == []
    return anchors


def key_changed(folder: Path, anchors: list[Anchor]) -> list[Anchor]:
    """The history is rewritten, and anchored with a key of the forger's own, named as such or as ours."""
    write_anew("UPDATE kept SET body = replace(body, '\"number\":4', '\"number\":5')")
    forger = make_signer(folder / "forger.pem")
    seq, hash_ = head()
    return [sign_head(forger, seq, hash_, seq, AT)]


def anchor_altered(_: Path, anchors: list[Anchor]) -> list[Anchor]:
    """The history is rewritten, and the anchor is made to say so."""
    write_anew("UPDATE kept SET body = replace(body, '\"number\":4', '\"number\":5')")
    return [replace(anchor, hash=head()[1].hex()) for anchor in anchors]


SWAP = (
    "UPDATE kept SET body = other.body FROM kept other "
    "WHERE (kept.seq, other.seq) IN ((4, 5), (5, 4)) AND kept.seq <> other.seq"
)
TWELVE: dict[str, tuple[Tampered, ...]] = {
    "modify": (
        in_rows("UPDATE audit_event SET body = replace(body, '\"number\":4', '\"number\":5') WHERE seq = 5"),
        in_rows("UPDATE audit_event SET kind = 'Other' WHERE seq = 5"),
        in_rows("UPDATE audit_event SET at = at - interval '1 day' WHERE seq = 5"),
        made_anew("UPDATE kept SET body = replace(body, '\"number\":4', '\"number\":5')"),
    ),
    "delete in the middle": (
        in_rows("DELETE FROM audit_event WHERE seq = 5"),
        in_rows(
            "DELETE FROM audit_event WHERE seq = 5",
            "UPDATE audit_event SET seq = seq + 100 WHERE seq > 5",
            "UPDATE audit_event SET seq = seq - 101 WHERE seq > 100",
        ),
        made_anew("DELETE FROM kept WHERE seq = 5"),
    ),
    "delete the tail": (
        in_rows("DELETE FROM audit_event WHERE seq > 8"),
        in_rows(
            "DELETE FROM audit_event WHERE seq > 8",
            "UPDATE audit_head SET seq = 8, hash = (SELECT hash FROM audit_event WHERE seq = 8)",
        ),
    ),
    "insert": (
        in_rows(
            "INSERT INTO audit_event SELECT 11, body, kind, subject, case_reference, actor, at, hash, hash "
            "FROM audit_event WHERE seq = 10",
            "UPDATE audit_head SET seq = 11",
        ),
        made_anew("UPDATE kept SET seq = seq + 1 WHERE seq > 5", "INSERT INTO kept SELECT 6, body FROM kept LIMIT 1"),
    ),
    "reorder": (
        in_rows(
            "UPDATE audit_event SET seq = 100 WHERE seq = 4",
            "UPDATE audit_event SET seq = 4 WHERE seq = 5",
            "UPDATE audit_event SET seq = 5 WHERE seq = 100",
        ),
        made_anew("UPDATE kept SET seq = 11 - seq"),
    ),
    "swap": (
        in_rows(
            "CREATE TEMP TABLE kept AS SELECT seq, body FROM audit_event",
            "UPDATE audit_event e SET body = kept.body FROM kept WHERE (e.seq, kept.seq) IN ((4, 5), (5, 4))",
            "DROP TABLE kept",
        ),
        made_anew(SWAP),
    ),
    "duplicate": (
        in_rows(
            "UPDATE audit_event e SET body = o.body, hash = o.hash FROM audit_event o WHERE e.seq = 6 AND o.seq = 5"
        ),
        made_anew(
            "UPDATE kept SET seq = seq + 1 WHERE seq > 5", "INSERT INTO kept SELECT 6, body FROM kept WHERE seq = 5"
        ),
    ),
    "restore an old copy": (made_anew("DELETE FROM kept WHERE seq > 6"),),
    "clock back": (
        clock_back,
        made_anew("UPDATE kept SET body = replace(body, '2026-03-02', '2026-03-01') WHERE seq = 10"),
    ),
    "replace the whole chain": (made_anew("UPDATE kept SET body = replace(body, '\"X\"', '\"Y\"')"),),
    "change the key id": (
        key_changed,
        lambda folder, anchors: [replace(anchor, key=make_signer(folder / "f").key_id) for anchor in anchors],
    ),
    "alter the anchor": (
        anchor_altered,
        lambda _, anchors: [replace(anchor, seq=9, count=9) for anchor in anchors],
        lambda _, anchors: [replace(anchor, signature=None, key=None, count=None) for anchor in anchors],
    ),
}
WAYS = [(kind, number) for kind, ways in TWELVE.items() for number in range(len(ways))]


def found_by_verify(anchors: list[Anchor], keys: dict[str, str]) -> list[str]:
    """What `verify` finds in the history with the anchors alone."""
    return [what for _, what in check_anchors(anchors, keys)] + findings(anchors)


@pytest.mark.django_db
@pytest.mark.proves("AUD-02")
@pytest.mark.parametrize(("kind", "number"), WAYS)
def test_each_of_twelve_tamperings_is_found_with_the_anchors_alone(kind: str, number: int, tmp_path: Path) -> None:
    write(10)
    signer = make_signer(tmp_path / "key.pem")
    seq, hash_ = head()
    anchors = [sign_head(signer, seq, hash_, seq, AT)] * 2
    keys = {signer.key_id: signer.public}
    assert found_by_verify(anchors, keys) == [], "an untouched history has no findings"
    assert found_by_verify(TWELVE[kind][number](tmp_path, anchors), keys) != []


@pytest.mark.proves("AUD-02")
def test_there_are_twelve_of_them() -> None:
    assert len(TWELVE) == 12


@pytest.mark.django_db
@pytest.mark.proves("AUD-02")
def test_an_untouched_history_has_no_findings_however_it_grows_between_anchors(tmp_path: Path) -> None:
    signer = make_signer(tmp_path / "key.pem")
    anchors = []
    for round_ in range(4):
        write(5, AT + timedelta(hours=round_))
        seq, hash_ = head()
        anchors.append(sign_head(signer, seq, hash_, seq, AT + timedelta(hours=round_, minutes=1)))
    assert found_by_verify(anchors, {signer.key_id: signer.public}) == []


@pytest.mark.django_db
def test_a_clock_put_right_by_an_hour_or_a_day_is_no_tampering(tmp_path: Path) -> None:
    signer = make_signer(tmp_path / "key.pem")
    write(2, AT + timedelta(days=1))
    seq, hash_ = head()
    anchors = [sign_head(signer, seq, hash_, seq, AT + timedelta(days=1))]
    write(2, AT - timedelta(hours=1))
    assert found_by_verify(anchors, {signer.key_id: signer.public}) == []


def keep_in_the_old_form(number: int) -> None:
    """As the first versions would have written the entry, which is to be the last one."""
    seq, body, *_, previous, _kept = next(row for row in stream_entries() if row[0] == number)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
        hash_ = old_entry_hash(bytes(previous), seq, body)
        cursor.execute("UPDATE audit_event SET hash = %s WHERE seq = %s", [hash_, seq])
        cursor.execute("UPDATE audit_head SET hash = %s", [hash_])
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER ALL")


@pytest.mark.django_db
def test_entries_of_the_first_versions_are_believed_before_those_of_this_one_and_never_after() -> None:
    write(1)
    keep_in_the_old_form(1)
    write(2)
    assert findings() == []
    keep_in_the_old_form(3)
    assert findings() == ["the entry was changed after it was written"]
