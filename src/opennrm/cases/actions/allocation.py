"""Who in the team holds a case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.actions.moving import keep_case, locked_case
from opennrm.cases.models import Case
from opennrm.cases.team import colleagues_for
from opennrm.mechanism.events import CaseAllocated
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission

NOT_IN_TEAM = Refusal(
    code="not_in_team",
    because="Choose somebody who works in the team that holds the case.",
    source="house",
    field="owner",
)

IS_HELD = Refusal(
    code="is_held",
    because="A colleague holds this case. Ask them to hand it over, or whoever manages the team to say who holds it.",
    source="house",
)


def take_case(reference: str, *, seen: int, by: Actor, at: datetime) -> None:
    """Take a case that nobody holds. Raises `NotYours`; `Refused` if somebody was quicker or their role does not do it.

    From a colleague a case passes by their hand or the manager's, so that they know of it.
    """
    with command():
        case = locked_case(reference, needs=Permission.DECIDE, seen=seen, by=by, at=at)
        refuse_if(IS_HELD if case.owner_id not in (None, by.account_id) else None)
        give_case(case, by.account_id, by=by.account_id, at=at)


def allocate_case(reference: str, *, to: UUID, seen: int, by: Actor, at: datetime) -> None:
    """Give a case to somebody of the team that holds it. Raises `NotYours` and `Refused`."""
    with command():
        case = locked_case(reference, needs=Permission.ALLOCATE, seen=seen, by=by, at=at)
        if to not in {person.id for person in colleagues_for(case, Permission.DECIDE, at)}:
            raise Refused(NOT_IN_TEAM)
        give_case(case, to, by=by.account_id, at=at)


def give_case(case: Case, to: UUID, *, by: UUID | None, at: datetime) -> None:
    """Let somebody hold a locked case; whoever calls has asked whether they may."""
    if case.owner_id == to:
        return
    case.owner_id = to
    keep_case(case, "owner")
    announce(CaseAllocated(subject=case.reference, case=case.reference, to=str(to)), at=at, by=by)
