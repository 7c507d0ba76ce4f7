"""Reading the parts of referrals: for the team of a case, and for the organisation that receives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.queries import events_of_cases
from opennrm.cases.models import Part
from opennrm.mechanism.events import PartMade, PartSent
from opennrm.mechanism.receivers import NOT_TAKEN_BACK, READABLE, PartState, Receiver
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.receiving import slug_of_force
from opennrm.questions import lists
from opennrm.questions.whereabouts import Kept, Whereabouts

MOST = 50
"""Rows of a list: the newest."""
_COLUMNS = (
    *("id", "case_id", "case_reference", "receiver", "state", "because", "organisation__name"),
    *("made_at", "received_at", "received_by__name"),
)
_FOR = ("organisation__slug", "stands_for")


@dataclass(frozen=True, slots=True)
class PartRow:
    """A line in a list of parts: no name of anybody whom it is about."""

    id: UUID
    case_id: UUID
    reference: str
    receiver: Receiver
    state: PartState
    because: str
    organisation: str
    made_at: datetime
    received_at: datetime | None
    received_by: str
    forces: tuple[str, ...] = ()
    """The police forces it is for, in words, other than who has it."""
    towns: tuple[str, ...] = ()
    """The towns it is for whose force is not known."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of a part with its answer; `hidden` is what it tells of where the person is, None if nothing."""

    key: str
    label: str
    lines: tuple[str, ...]
    is_known: bool
    hidden: Whereabouts | None


@dataclass(frozen=True, slots=True)
class PartRead:
    """A part as its receiver reads it."""

    row: PartRow
    answers: tuple[Answer, ...] = field(repr=False)

    @property
    def kept(self) -> list[Kept]:
        """What in it tells where the person is: shown only to who asks for it."""
        return [Kept(each.hidden, each.label, each.lines, each.is_known) for each in self.answers if each.hidden]


def parts_of(case_id: UUID) -> list[PartRow]:
    """The parts of a case in the order in which they were made, for a face that has asked who may see the case."""
    rows = Part.objects.filter(case_id=case_id).order_by("made_at", "receiver", "id").values_list(*_COLUMNS, *_FOR)
    return [_for_whom(_row(*row[: len(_COLUMNS)]), *row[len(_COLUMNS) :]) for row in rows]


def parts_received(actor: Actor) -> list[PartRow]:
    """The newest parts that lie for the actor's organisation, and those that were taken back from it.

    What was only ever held back is none of these: nobody there is to learn of it. Nor is what was told in another way.
    """
    mine = Part.objects.filter(organisation_id=actor.organisation_id)
    here = _rows(mine.filter(state__in=READABLE).order_by("-made_at").values_list(*_COLUMNS)[:MOST])
    with as_the_house():  # that something was taken back, and nothing of what it said
        ended = mine.filter(state=PartState.ENDED.value).exclude(because__in=NOT_TAKEN_BACK).order_by("-made_at")
        gone = _once_readable(_rows(ended.values_list(*_COLUMNS)[:MOST]), actor)
    return sorted([*here, *gone], key=lambda row: row.made_at, reverse=True)[:MOST]


def received_part(actor: Actor, part_id: UUID) -> PartRead:
    """A part that lies for the actor's organisation. Raises `NotYours`, also for one that was taken back."""
    found = Part.objects.filter(id=part_id, organisation_id=actor.organisation_id, state__in=READABLE)
    row = found.values_list(*_COLUMNS, *_FOR, "content").first()
    if row is None:
        raise NotYours
    answers = tuple(
        Answer(
            key=each["key"],
            label=each["label"],
            lines=tuple(each["lines"]),
            is_known=each["is_known"],
            hidden=Whereabouts(each["hidden"]) if each["hidden"] else None,
        )
        for each in row[-1]
    )
    return PartRead(_for_whom(_row(*row[: len(_COLUMNS)]), *row[len(_COLUMNS) : -1]), answers)


def _once_readable(rows: list[PartRow], actor: Actor) -> list[PartRow]:
    """Those of these ended parts that the actor's organisation could read before, as the history tells."""
    events = events_of_cases([row.reference for row in rows], (PartMade.__name__, PartSent.__name__))
    lay_there = {
        event.facts["part"]
        for happened in events.values()
        for event in happened
        if event.facts.get("organisation") == str(actor.organisation_id)
        and event.facts.get("state", PartState.WAITING) == PartState.WAITING
    }
    return [row for row in rows if str(row.id) in lay_there]


def _rows(rows: Iterable[tuple[Any, ...]]) -> list[PartRow]:
    return [_row(*row) for row in rows]


def _for_whom(row: PartRow, slug: str | None, stands_for: dict[str, list[str]] | None) -> PartRow:
    """With the forces it is for, but for the one that has it."""
    kept = stands_for or {"forces": [], "towns": []}
    forces = [code for code in kept["forces"] if slug_of_force(code) != slug]
    return replace(
        row,
        forces=tuple(lists.label("police_forces", code) for code in forces),
        towns=tuple(_place(code) for code in kept["towns"]),
    )


def _place(code: str) -> str:
    """A place in words; a referral from before there were places holds the code of a town."""
    entry = lists.entries("uk_places").get(code)
    return entry.label if entry else lists.label("uk_towns", code)


def _row(*columns: Any) -> PartRow:
    id_, case_id, reference, receiver, state, because, organisation, made_at, received_at, received_by = columns
    as_what, how_far = Receiver(receiver), PartState(state)
    there, by = organisation or "", received_by or ""
    return PartRow(id_, case_id, reference, as_what, how_far, because, there, made_at, received_at, by)
