"""Reading the history: the events of one record, and the head of the chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from opennrm.audit.anchors import Anchor
from opennrm.audit.asking import as_the_house
from opennrm.audit.models import AnchorRow, EventRow, Head


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as it is read back: its place, name, facts, moment and author (None: the system)."""

    seq: int
    kind: str
    subject: str
    case: str | None
    facts: dict[str, Any]
    at: datetime
    by: UUID | None


def read_entry(row: tuple[Any, ...]) -> Happened:
    """An entry from its number, body and moment."""
    seq, body, at = row
    told = json.loads(body)
    by = told["by"]
    return Happened(
        seq=seq,
        kind=told["kind"],
        subject=told["subject"],
        case=told["case"],
        facts=told["facts"],
        at=at,
        by=None if by is None else UUID(by),
    )


def events_of_case(reference: str, after: int = 0) -> list[Happened]:
    """What happened in a case, oldest first, after the entry numbered `after`."""
    rows = EventRow.objects.filter(case_reference=reference, seq__gt=after).order_by("seq")
    return [read_entry(row) for row in rows.values_list("seq", "body", "at")]


@as_the_house()  # the whole history, for who may see it: codes and references, no person
def latest_events(limit: int, before: int | None = None) -> list[Happened]:
    """The newest events, newest first; `before` pages back."""
    rows = EventRow.objects.order_by("-seq")
    if before is not None:
        rows = rows.filter(seq__lt=before)
    return [read_entry(row) for row in rows.values_list("seq", "body", "at")[:limit]]


def latest_of_kind(kind: str, limit: int) -> list[Happened]:
    """The newest events of a kind, at most `limit`, newest first."""
    rows = EventRow.objects.filter(kind=kind).order_by("-seq")
    return [read_entry(row) for row in rows.values_list("seq", "body", "at")[:limit]]


def events_of_kinds(kinds: tuple[str, ...], *, after: int, until: int) -> Iterator[Happened]:
    """The events of these kinds numbered over `after` up to `until`, in order, streamed; call it in a transaction."""
    chosen = EventRow.objects.filter(kind__in=kinds, seq__gt=after, seq__lte=until)
    rows = chosen.order_by("seq").values_list("seq", "body", "at")
    for row in rows.iterator(chunk_size=5000):
        yield read_entry(row)


def events_by_case() -> Iterator[tuple[str, list[Happened]]]:
    """The events of every case, case by case in the order of references, streamed; call it inside a transaction."""
    rows = EventRow.objects.filter(case_reference__isnull=False).order_by("case_reference", "seq")
    current: str | None = None
    held: list[Happened] = []
    for row in rows.values_list("seq", "body", "at").iterator(chunk_size=5000):
        happened = read_entry(row)
        if happened.case != current:
            if current is not None:
                yield current, held
            current, held = happened.case, []
        held.append(happened)
    if current is not None:
        yield current, held


def events_of_cases(references: list[str], kinds: tuple[str, ...] = ()) -> dict[str, list[Happened]]:
    """The events of these cases, each case's in order (only those of `kinds`, if any are named)."""
    rows = EventRow.objects.filter(case_reference__in=references)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    events: dict[str, list[Happened]] = {reference: [] for reference in references}
    for row in rows.order_by("case_reference", "seq").values_list("seq", "body", "at"):
        happened = read_entry(row)
        events[str(happened.case)].append(happened)
    return events


def cases_told_of(kind: str | None = None) -> Iterator[str]:
    """The reference of every case that has an event (of this kind), each once, streamed; call it in a transaction."""
    rows = EventRow.objects.filter(case_reference__isnull=False)
    if kind is not None:
        rows = rows.filter(kind=kind)
    for reference in rows.order_by("case_reference").values_list("case_reference", flat=True).distinct().iterator():
        yield str(reference)


def last_entry_of_case(reference: str) -> int:
    """Number of the newest entry of a case, 0 where there is none."""
    row = EventRow.objects.filter(case_reference=reference).order_by("-seq").values_list("seq", flat=True).first()
    return row or 0


def head() -> tuple[int, bytes]:
    """Number and hash of the last entry."""
    row = Head.objects.get(id=1)
    return row.seq, bytes(row.hash)


def count_entries(until: int) -> int:
    """How many entries there are up to the one with this number, counted one by one."""
    return EventRow.objects.filter(seq__lte=until).count()


def newest_entry_at() -> datetime | None:
    """When the last entry says it happened; None in an empty history."""
    return EventRow.objects.order_by("-seq").values_list("at", flat=True).first()


def anchors_told(since: datetime) -> list[Anchor]:
    """The anchors that were made from this moment on, as they stand in the file outside, the oldest first."""
    return [_anchor_in(row) for row in AnchorRow.objects.filter(at__gte=since).order_by("id")]


def anchor_told(anchor_id: int) -> Anchor:
    """An anchor that was made, as it stands in the file outside."""
    return _anchor_in(AnchorRow.objects.get(id=anchor_id))


def _anchor_in(row: AnchorRow) -> Anchor:
    return Anchor(row.seq, row.hash, row.at.isoformat(), row.count, row.key, row.signature)


def stream_entries() -> Iterator[tuple[Any, ...]]:
    """Every entry with all its columns, in order, for the verifier; call it inside a transaction."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "SELECT seq, body, kind, subject, case_reference, actor, at, previous_hash, hash"
            " FROM audit_event ORDER BY seq"
        )
        while rows := cursor.fetchmany(5000):
            yield from rows
