"""Reading marks and disclosures, for faces and actions that have asked who may see the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.functions import Greatest

from opennrm.disclosure.models import Disclosure, PieceMark
from opennrm.mechanism.disclosing import OPEN_STATES, DisclosureState
from opennrm.mechanism.redaction import Mark, Marked
from opennrm.partners.access import NotYours


@dataclass(frozen=True, slots=True)
class MarkRead:
    """A mark that stands, and who made it."""

    id: UUID
    marked: Marked
    marked_at: datetime
    marked_by: str


@dataclass(frozen=True, slots=True)
class LetIn:
    """Who decided that a notification which could not be matched is about the person, when, and by what they know."""

    at: datetime
    by: str
    by_id: UUID
    because: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LeftLying:
    """Something that is on its way to leave, how far it came, and since when nobody went on with it."""

    reference: str
    id: UUID
    number: int
    state: str
    since: datetime


@dataclass(frozen=True, slots=True)
class DisclosureRead:
    """A disclosure: for whom, by which law, what of it, and how far it came."""

    id: UUID
    number: int
    purpose: str
    basis: str
    basis_words: str
    recipient: str
    sections: tuple[str, ...]
    from_on: date | None
    until_on: date | None
    state: str
    held_back: tuple[str, ...]
    file_hash: str
    remark: str
    prepared_at: datetime
    prepared_by: str
    prepared_by_id: UUID
    decided_at: datetime | None
    decided_by: str | None
    decided_by_id: UUID | None
    checked_at: datetime | None
    checked_by: str | None
    content_hash: str
    lifted: tuple[str, ...]
    lifted_because: str
    files: dict[str, str]
    originals_because: str
    let_in: LetIn | None
    worked_on: tuple[str, ...]
    taken_at: datetime | None
    content: dict[str, Any] | None = field(repr=False)
    withheld: list[dict[str, Any]] | None = field(repr=False)

    @property
    def worked_on_it(self) -> frozenset[str]:
        """The ids of those who put it together: who prepared, decided, marked and lifted, also before the last time."""
        return frozenset(self.worked_on) | {str(id_) for id_ in (self.prepared_by_id, self.decided_by_id) if id_}


COLUMNS = (
    *("id", "number", "purpose", "basis", "basis_words", "recipient", "sections", "from_on", "until_on", "state"),
    *("held_back", "file_hash", "remark", "prepared_at", "prepared_by__name", "prepared_by_id"),
    *("decided_at", "decided_by__name", "decided_by_id", "checked_at", "checked_by__name", "content_hash"),
    *("lifted", "lifted_because", "files", "originals_because", "worked_on", "taken_at", "content", "withheld"),
)
NOT_DECIDED = (DisclosureState.PREPARED.value, DisclosureState.RETURNED.value)
LETTING_IN = ("let_in_at", "let_in_by__name", "let_in_by_id", "let_in_because")


ON_ITS_WAY = models.Q(state__in=[state.value for state in OPEN_STATES]) | models.Q(
    state=DisclosureState.RELEASED.value, taken_at__isnull=True
)
"""Something is to leave and has not yet: begun, decided or returned, or released and not yet taken out."""


def marks_of(case_id: UUID) -> list[MarkRead]:
    """The marks of a case that stand, by piece, in the order of the text."""
    rows = PieceMark.objects.filter(case_id=case_id, lifted_at__isnull=True)
    rows = rows.order_by("piece", "start", "marked_at", "id")
    columns = ("id", "piece", "mark", "text_hash", "start", "end", "about", "marked_at", "marked_by__name")
    return [
        MarkRead(id_, Marked(piece, Mark(mark), text_hash, start, end, tuple(about or ())), marked_at, marked_by)
        for id_, piece, mark, text_hash, start, end, about, marked_at, marked_by in rows.values_list(*columns)
    ]


def count_of_marks(case_id: UUID) -> int:
    """How often anything of a case was marked or a mark lifted: it only ever grows, whatever a clock says.

    Read under the lock of the case it tells whether something was marked since. Rows are never deleted.
    """
    rows = PieceMark.objects.filter(case_id=case_id)
    return rows.count() + rows.filter(lifted_at__isnull=False).count()


def who_marked(case_id: UUID) -> set[str]:
    """The ids of everybody who marked something of a case, lifted a mark, or let the notification in that it holds."""
    rows = PieceMark.objects.filter(case_id=case_id).values_list("marked_by_id", "lifted_by_id")
    let_in = let_in_of(case_id)
    return {str(id_) for row in (*rows, (let_in and let_in.by_id,)) for id_ in row if id_}


def let_in_of(case_id: UUID) -> LetIn | None:
    """Who let the notification which the referral names into the record, though it is not known to be the person's.

    None where nobody did, or what they let it into was given up, or a disclosure was returned since. Its reference
    stands nowhere beside the case but in the sealed answers, as everywhere.
    """
    rows = Disclosure.objects.filter(case_id=case_id, let_in=True, let_in_at__isnull=False)
    row = rows.order_by("let_in_at", "number").values_list(*LETTING_IN).first()
    return None if row is None else LetIn(*row)


def letting_in_ended(case_id: UUID, let_in_at: datetime | None) -> bool:
    """Is the notification that was let in then no part of the record any more? No where none was let in."""
    if let_in_at is None:
        return False
    return not Disclosure.objects.filter(case_id=case_id, let_in=True, let_in_at=let_in_at).exists()


def under_way(case_ids: Iterable[UUID]) -> set[UUID]:
    """Those of these cases of which something is on its way to leave: begun, decided or returned, or released and not
    yet taken out."""
    rows = Disclosure.objects.filter(ON_ITS_WAY, case_id__in=list(case_ids))
    return set(rows.values_list("case_id", flat=True))


def left_lying(case_ids: models.QuerySet[Any, UUID], before: datetime, most: int) -> list[LeftLying]:
    """Of these cases, what is on its way to leave and was last gone on with before this moment, the oldest first."""
    last = Greatest("prepared_at", "decided_at", "checked_at")  # of these, those that are
    rows = Disclosure.objects.filter(ON_ITS_WAY, case_id__in=case_ids).annotate(last=last).filter(last__lt=before)
    rows = rows.order_by("last", "case__reference", "number")
    return [LeftLying(*row) for row in rows.values_list("case__reference", "id", "number", "state", "last")[:most]]


def disclosures_of(case_id: UUID) -> list[DisclosureRead]:
    """The disclosures of a case, the newest first, without what they say and who let a notification in."""
    without = tuple(name for name in COLUMNS if name not in ("content", "withheld"))
    rows = Disclosure.objects.filter(case_id=case_id).order_by("-number").values_list(*without)
    return [_read((*row, None, None), None) for row in rows]


def disclosure_of(case_id: UUID, disclosure_id: UUID) -> DisclosureRead:
    """One disclosure of a case. Raises `NotYours` if the case has no such."""
    row = Disclosure.objects.filter(case_id=case_id, id=disclosure_id).values_list(*COLUMNS, *LETTING_IN).first()
    if row is None:
        raise NotYours
    told, kept = row[: len(COLUMNS)], row[len(COLUMNS) :]
    found = _read(told, None if kept[0] is None else LetIn(*kept))
    # Until it is decided it gives what the record holds; from then on what was frozen, and who let that in with it.
    return replace(found, let_in=let_in_of(case_id)) if found.state in NOT_DECIDED else found


def marks_by_piece(marks: Iterable[MarkRead]) -> dict[str, list[MarkRead]]:
    """Marks by the key of their piece."""
    found: dict[str, list[MarkRead]] = {}
    for mark in marks:
        found.setdefault(mark.marked.key, []).append(mark)
    return found


def _read(row: tuple[Any, ...], let_in: LetIn | None) -> DisclosureRead:
    read = dict(zip(COLUMNS, row, strict=True))
    return DisclosureRead(
        **{
            **{name.replace("__name", ""): value for name, value in read.items()},
            "basis_words": read["basis_words"] or "",
            "lifted": tuple(read["lifted"]),
            "lifted_because": read["lifted_because"] or "",
            "originals_because": read["originals_because"] or "",
            "let_in": let_in,
            "worked_on": tuple(read["worked_on"]),
            "remark": read["remark"] or "",
            "sections": tuple(read["sections"]),
            "held_back": tuple(read["held_back"]),
        }
    )
