"""Reading holds, proposals and tombstones: of a case that somebody may see, or of all that they keep records of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from opennrm.cases.settled import ids_visible_to
from opennrm.disclosure.queries import LeftLying, left_lying, under_way
from opennrm.duty_to_notify.queries import sent_up_to
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.disclosing import LEFT_LYING_DAYS
from opennrm.mechanism.duty_to_notify import NotificationKind
from opennrm.mechanism.retention import ProposalState, notifications_sent_before, schedule_on
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.retention.models import Hold, Proposal, Tombstone
from opennrm.retention.schedules import schedules

PAGE = 50


@dataclass(frozen=True, slots=True)
class HoldRead:
    """A hold: why, by whom, and when it is looked at again; `ended_at` is None while it holds."""

    id: UUID
    because: str
    review_on: date
    placed_at: datetime
    placed_by: str
    ended_at: datetime | None
    ended_by: str | None
    ended_because: str | None


@dataclass(frozen=True, slots=True)
class HoldDue:
    """A hold that is to be looked at again: of which record, since which day, and why it was placed."""

    reference: str
    review_on: date
    because: str


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A record that came up: by reference, and never by name."""

    id: UUID
    reference: str
    record_class: str
    schedule: str
    action: str
    due_on: date
    because: str | None
    decided_by: str | None
    decided_by_id: UUID | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class TombstoneRead:
    """What is told where a record was."""

    reference: str
    record_class: str
    schedule: str
    action: str
    erased_at: datetime
    decided_by: str
    erased_by: str


def holds_of(case_id: UUID) -> list[HoldRead]:
    """The holds of a case, those that hold first."""
    rows = Hold.objects.filter(case_id=case_id).order_by("-ended_at", "-placed_at")
    columns = ("id", "because", "review_on", "placed_at", "placed_by__name")
    ended = ("ended_at", "ended_by__name", "ended_because")
    found = [HoldRead(*row) for row in rows.values_list(*columns, *ended)]
    return sorted(found, key=lambda each: each.ended_at is not None)


def held_of(case_ids: Iterable[UUID]) -> set[UUID]:
    """Those of these cases whose record stays: they are on hold, or something of them is on its way to leave."""
    ids = list(case_ids)
    held = Hold.objects.filter(case_id__in=ids, ended_at__isnull=True).values_list("case_id", flat=True)
    return set(held) | under_way(ids)


def holds_to_look_at(actor: Actor, *, needs: Permission, at: datetime) -> list[HoldDue]:
    """The holds whose day of review has come, in the cases that the actor keeps, the longest due first; a page."""
    rows = Hold.objects.filter(ended_at__isnull=True, review_on__lte=legal_day(at))
    rows = rows.filter(case_id__in=ids_visible_to(actor, at, needs)).order_by("review_on", "case__reference")
    return [HoldDue(*row) for row in rows.values_list("case__reference", "review_on", "because")[:PAGE]]


def disclosures_left_lying(actor: Actor, *, needs: Permission, at: datetime) -> list[LeftLying]:
    """What nobody went on with of all that is on its way to leave in the cases that the actor keeps; a page.

    Until it is taken out or given up it keeps the record from coming up.
    """
    return left_lying(ids_visible_to(actor, at, needs), at - timedelta(days=LEFT_LYING_DAYS), PAGE)


def notifications_to_review(at: datetime) -> list[tuple[int, NotificationKind, int]]:
    """How many notifications came up by the schedule that holds: by year and kind, and none of them by reference.

    That is all whoever keeps records is told: who sent one, or has it for a force, sees it, and nobody else does.
    """
    schedule = schedule_on(schedules(), legal_day(at))
    before = notifications_sent_before(schedule, legal_day(at)) if schedule else None
    return sent_up_to(before) if before else []


def proposals_for(actor: Actor, state: ProposalState, *, needs: Permission, at: datetime) -> list[ProposalRow]:
    """The records that stand at this state, in the cases that the actor keeps, those due first; at most a page."""
    rows = Proposal.objects.filter(state=state.value, case_id__in=ids_visible_to(actor, at, needs))
    columns = ("id", "case__reference", "record_class", "schedule", "action", "due_on", "because")
    decided = ("decided_by__name", "decided_by_id", "case_id")
    found = list(rows.order_by("due_on", "case__reference").values_list(*columns, *decided)[:PAGE])
    held = held_of(row[-1] for row in found)
    return [ProposalRow(*(*row[:-1], row[-1] in held)) for row in found]


def tombstone_of(reference: str) -> TombstoneRead | None:
    """What stands where a record was; None where it still stands."""
    columns = ("reference", "record_class", "schedule", "action", "erased_at", "decided_by__name", "erased_by__name")
    row = Tombstone.objects.filter(reference=reference).values_list(*columns).first()
    return None if row is None else TombstoneRead(*row)
