"""Who works on a case: colleagues added to its team and taken from it, and somebody let in for a time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import command
from opennrm.cases.actions.giving_access import end_access, give_access
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.actions.notes import write_note
from opennrm.cases.models import Case, CaseAccess
from opennrm.cases.notes import Visibility
from opennrm.cases.team import named_in
from opennrm.mechanism.need_to_know import LISTED, Because, refusal_of_grant
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.directory import colleagues_of_organisation, people_in_team
from opennrm.partners.roles import Permission

LET_IN = "Why somebody was let see this case for a time"
NOT_YOURS_TO_SAY = Refusal(
    "not_held", "Only who holds a case, or manages its team, says who works on it.", "house", None
)
NOT_A_COLLEAGUE = Refusal("not_in_team", "Choose somebody who works in the team that holds the case.", "house", "who")
NOT_OF_THE_AUTHORITY = Refusal("not_here", "Choose somebody who reads cases at this authority.", "house", "who")
IS_NAMED = Refusal("is_named", "They are let see this case already.", "house", "who")
ONESELF = Refusal("oneself", "Somebody else lets you in: whoever holds the case, or another manager.", "house", "who")
ON_THE_LIST = Refusal(
    "on_the_list",
    "This case is restricted. Change its list instead: who is taken off it no longer sees the case.",
    "house",
)


def add_colleague(reference: str, *, who: UUID, by: Actor, at: datetime) -> None:
    """Add a colleague of the team that holds a case to those who work on it.

    Raises `NotYours`; `Refused` for somebody of another team or who is named already, or if the actor neither holds
    the case nor manages its team, or if the case is restricted (its list says who sees it).
    """
    with command():
        case = _mine_to_say(reference, by, at)
        refuse_if(ON_THE_LIST if case.restricted else None)
        refuse_if(ONESELF if who == by.account_id else None)
        if who not in {each.id for each in people_in_team(case.owner_team_id, Permission.WORK_ON_CASES, at)}:
            raise Refused(NOT_A_COLLEAGUE)
        refuse_if(IS_NAMED if who in named_in(case.id, at) else None)
        give_access(case, who, Because.COLLEAGUE, by=by.account_id, at=at)


def let_in_for_a_time(
    reference: str, *, who: UUID, until: datetime | None, words: str, by: Actor, at: datetime
) -> None:
    """Let somebody of the same authority see a case until a moment; why is kept as a note to the team.

    Raises `NotYours`; `Refused` naming the field that is wrong (`who`, `until_on`, `words`).
    """
    refuse_if(refusal_of_grant(until, at, words))
    with command():
        case = _mine_to_say(reference, by, at)
        refuse_if(ONESELF if who == by.account_id else None)
        home = case.owner_team.organisation_id
        if who not in {each.id for each in colleagues_of_organisation(home, Permission.SEE_CASES, at)}:
            raise Refused(NOT_OF_THE_AUTHORITY)
        refuse_if(IS_NAMED if who in named_in(case.id, at) else None)
        give_access(case, who, Because.FOR_A_TIME, until=until, by=by.account_id, at=at)
        told = f"{LET_IN}: {words.strip()}"
        write_note(reference, text=told, visibility=Visibility.TEAM, mentioned=(), by=by, at=at)


def take_from_team(reference: str, *, access_id: int, by: Actor, at: datetime) -> None:
    """End what lets a person see a case, from the next request on. Raises `NotYours` and `Refused`."""
    with command():
        case = _mine_to_say(reference, by, at)
        rows = CaseAccess.objects.filter(case=case, id=access_id)
        row = rows.first()
        if row is None:
            raise NotYours
        refuse_if(ON_THE_LIST if row.because in LISTED else None)
        is_not_theirs_to_end = row.because in (Because.OWNER_TEAM, Because.INDEPENDENT_REVIEW, Because.PANEL)
        if is_not_theirs_to_end or not end_access(rows, by=by.account_id, at=at):
            raise NotYours


def may_say_who_works_on_it(case: Case, by: Actor) -> bool:
    """Does somebody hold a case, or manage the team that does?"""
    return case.owner_id == by.account_id or Permission.ALLOCATE in by.permissions_in(case.owner_team_id)


def _mine_to_say(reference: str, by: Actor, at: datetime) -> Case:
    case = locked_case(reference, needs=Permission.WORK_ON_CASES, seen=None, by=by, at=at)
    refuse_if(None if may_say_who_works_on_it(case, by) else NOT_YOURS_TO_SAY)
    return case
