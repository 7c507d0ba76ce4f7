"""What every move of a case shares: the case locked, seen as it was read, and moved by the table and nothing else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.queries import events_of_case
from opennrm.cases.models import Case
from opennrm.cases.visibility import visible_to
from opennrm.mechanism.events import (
    CaseAllocated,
    CaseOpened,
    CaseRestricted,
    CaseUnrestricted,
    DisqualificationDecided,
    DisqualificationProposed,
    DisqualificationReturned,
    RecoveryExtended,
    RecoveryReviewed,
    SuspensionProlonged,
    WishRecorded,
    WishSettled,
    told,
)
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.stages import STEPS, Move, Stage, refusal_to_move, stage_after
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.directory import names_of
from opennrm.partners.roles import Permission

CHANGED = "changed_meanwhile"
RECORD_ERASED = Refusal(
    "record_erased", "The record of this case was erased, as people decided. Nothing can be added to it.", "own"
)
CHANGES = frozenset(
    {step.event.__name__ for step in STEPS}
    | {event.__name__ for event in (CaseAllocated, CaseOpened, RecoveryExtended, RecoveryReviewed)}
    | {event.__name__ for event in (SuspensionProlonged, WishRecorded, WishSettled)}
    | {event.__name__ for event in (CaseRestricted, CaseUnrestricted)}
    | {each.__name__ for each in (DisqualificationProposed, DisqualificationDecided, DisqualificationReturned)}
)
"""Kinds of events that count as a change of a case."""


def locked_case(reference: str, *, needs: Permission, seen: int | None, by: Actor, at: datetime) -> Case:
    """The case, locked until the command ends. Must be called within a `command`.

    Raises `NotYours` if it was not let to the actor where a role of theirs carries `needs`; `Refused` if no role of
    theirs does, or if the case is no longer at version `seen`, telling what changed (None: whatever its version).
    """
    refuse_if(refusal_to_act(by, needs))
    case = Case.objects.select_for_update().filter(visible_to(by, at, needs), reference=reference).first()
    if case is None:
        raise NotYours
    if case.erased_on is not None:
        raise Refused(RECORD_ERASED)
    if seen is not None and case.version != seen:
        raise Refused(_what_changed(reference))
    return case


def move_case(case: Case, move: Move, version: ProfileVersion, back_to: Stage | None = None) -> None:
    """Move a locked case by the table; reopening leads `back_to`. Raises `Refused` where the table has no such move."""
    refuse_if(refusal_to_move(version, Stage(case.stage), move))
    case.stage = stage_after(version, Stage(case.stage), move, back_to).value


def keep_case(case: Case, *changed: str) -> None:
    """Write the changed columns of a locked case, and count the change."""
    case.version += 1
    case.save(update_fields=[*changed, "version"])


def _what_changed(reference: str) -> Refusal:
    # Letters and clocks follow from a change, and what was seen or added changes nothing.
    last = [event for event in events_of_case(reference) if event.kind in CHANGES][-1]
    names = names_of([event_by for event_by in (last.by, _account_in(last.facts)) if event_by])
    who = names.get(str(last.by), "The system") if last.by else "The system"
    what = told(last.kind, last.facts, names)
    return Refusal(
        code=CHANGED,
        because=f"The case changed while you had it open, so nothing of yours was kept. {who}: {what} "
        "Read it again before you decide.",
        source="house",
    )


def _account_in(facts: dict[str, object]) -> UUID | None:
    to = facts.get("to")
    return UUID(to) if isinstance(to, str) else None
