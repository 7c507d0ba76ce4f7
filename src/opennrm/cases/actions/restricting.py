"""Restricting a case to named people: for everybody else it is from then on as if it were not there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.actions.giving_access import end_access, give_access, of_people
from opennrm.cases.actions.moving import keep_case, locked_case
from opennrm.cases.models import Case, CaseAccess
from opennrm.cases.team import named_in
from opennrm.mechanism.events import CaseRestricted, CaseUnrestricted
from opennrm.mechanism.need_to_know import Because, refusal_to_restrict
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor
from opennrm.partners.directory import people_in_team
from opennrm.partners.roles import Permission

NOT_IN_TEAM = Refusal("not_in_team", "Choose people who work in the team that holds the case.", "house", "people")
WITHOUT_HOLDER = Refusal(
    "without_holder",
    "Keep whoever holds the case on the list, or give the case to somebody on it first.",
    "house",
    "people",
)
NOT_RESTRICTED = Refusal("not_restricted", "This case is not restricted.", "house")


def restrict_case(
    reference: str, *, because: str, people: Collection[UUID], seen: int, by: Actor, at: datetime
) -> None:
    """Restrict a case to these people, or change the reason or the list of one that is restricted.

    Raises `NotYours`; `Refused` (fields `reason`, `people`) without a coded reason, for somebody of another team, and
    for a list without oneself or whoever holds the case. Whoever was let in before and is not named sees it no more.
    """
    wanted = set(people)
    refuse_if(refusal_to_restrict(because, len(wanted), names_oneself=by.account_id in wanted))
    with command():
        case = locked_case(reference, needs=Permission.RESTRICT, seen=seen, by=by, at=at)
        if wanted - {each.id for each in people_in_team(case.owner_team_id, Permission.SEE_CASES, at)}:
            raise Refused(NOT_IN_TEAM)
        if case.owner_id is not None and case.owner_id not in wanted:
            raise Refused(WITHOUT_HOLDER)
        _list(case, wanted, by=by.account_id, at=at)
        case.restricted, case.restricted_because = True, because
        keep_case(case, "restricted", "restricted_because")
        told = CaseRestricted(subject=reference, case=reference, because=because, people=len(wanted))
        announce(told, at=at, by=by.account_id)


def unrestrict_case(reference: str, *, seen: int, by: Actor, at: datetime) -> None:
    """Open a case to its team again. Raises `NotYours`, and `Refused` where it is not restricted."""
    with command():
        case = locked_case(reference, needs=Permission.RESTRICT, seen=seen, by=by, at=at)
        refuse_if(None if case.restricted else NOT_RESTRICTED)
        case.restricted, case.restricted_because = False, ""
        end_access(of_people(case).filter(because=Because.RESTRICTED_LIST), by=by.account_id, at=at)
        keep_case(case, "restricted", "restricted_because")
        announce(CaseUnrestricted(subject=reference, case=reference), at=at, by=by.account_id)


def keep_somebody_on_the_list(case: Case, *, by: UUID | None, at: datetime) -> None:
    """A restricted case never loses its last reader: then those who may restrict in its team are put on its list."""
    if not case.restricted or named_in(case.id, at, (Because.RESTRICTED_LIST,)):
        return
    for each in people_in_team(case.owner_team_id, Permission.RESTRICT, at):
        end_access(CaseAccess.objects.filter(case=case, grantee=each.id), by=by, at=at)
        give_access(case, each.id, Because.RESTRICTED_LIST, by=by, at=at)


def _list(case: Case, wanted: set[UUID], *, by: UUID, at: datetime) -> None:
    kept = of_people(case).filter(because=Because.RESTRICTED_LIST, grantee__in=wanted)
    end_access(of_people(case).exclude(id__in=kept.values("id")), by=by, at=at)
    for each in sorted(wanted - named_in(case.id, at, (Because.RESTRICTED_LIST,))):
        give_access(case, each, Because.RESTRICTED_LIST, by=by, at=at)
