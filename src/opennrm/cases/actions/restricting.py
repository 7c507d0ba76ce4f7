"""Restricting a case to named people: for everybody else it is from then on as if it were not there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.actions.giving_access import end_access, give_access, of_people
from opennrm.cases.actions.moving import keep_case, locked_case
from opennrm.cases.actions.tasks import pass_task
from opennrm.cases.models import Case, CaseAccess, Task
from opennrm.cases.team import named_in
from opennrm.mechanism.events import CaseRestricted, CaseUnrestricted, Event
from opennrm.mechanism.need_to_know import LISTED, Because, refusal_to_restrict
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.notifications.actions import tell_of_work
from opennrm.partners.access import Actor
from opennrm.partners.directory import colleagues_of_organisation, organisation_of, people_in_team
from opennrm.partners.roles import ROLES, Permission

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
    for a list without oneself or whoever holds the case. Whoever was let in before and is not named sees it no more,
    and what they had to do in it passes to whoever holds the case, else to whoever restricts it.
    """
    wanted = set(people)
    refuse_if(refusal_to_restrict(because, len(wanted), names_oneself=by.account_id in wanted))
    with command():
        case = locked_case(reference, needs=Permission.RESTRICT, seen=seen, by=by, at=at)
        team = {each.id for each in people_in_team(case.owner_team_id, Permission.SEE_CASES, at)}
        if wanted - team - named_in(case.id, at, (Because.STANDS_IN,)):
            raise Refused(NOT_IN_TEAM)
        if case.owner_id is not None and case.owner_id not in wanted:
            raise Refused(WITHOUT_HOLDER)
        _list(case, wanted, by=by.account_id, at=at)
        _pass_tasks(case, wanted, case.owner_id or by.account_id, by=by.account_id, at=at)
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
        # First the case, then its list: behind the database's own wall nobody changes what they no longer see.
        keep_case(case, "restricted", "restricted_because")
        end_access(of_people(case).filter(because__in=LISTED), by=by.account_id, at=at)
        announce(CaseUnrestricted(subject=reference, case=reference), at=at, by=by.account_id)


def keep_somebody_on_the_list(case: Case, *, by: UUID | None, at: datetime) -> None:
    """Hold what is always so of a locked, restricted case: somebody on its list can change the list.

    Where nobody listed may restrict in the team that holds it, all in that team who may are put on the list; where the
    team has nobody who may, all of its authority who may in another team stand in, until it has. They are told.
    """
    if not case.restricted:
        return
    of_team = {each.id for each in people_in_team(case.owner_team_id, Permission.RESTRICT, at)}
    if of_team:
        if not of_team & named_in(case.id, at, (Because.RESTRICTED_LIST,)):
            _put_on(case, of_team, Because.RESTRICTED_LIST, by=by, at=at)
        end_access(of_people(case).filter(because=Because.STANDS_IN), by=by, at=at)
        return
    of_authority = _who_restrict(case.owner_team.organisation_id, at)
    if not of_authority & named_in(case.id, at, (Because.STANDS_IN,)):
        _put_on(case, of_authority, Because.STANDS_IN, by=by, at=at)


def keep_lists_of(account_id: UUID, *, by: UUID | None, at: datetime) -> None:
    """The same for every restricted case of the authority that somebody works for; there are few of them."""
    cases = Case.objects.select_for_update(of=("self",)).filter(restricted=True)
    for case in list(cases.filter(owner_team__organisation_id=organisation_of(account_id)).order_by("reference")):
        keep_somebody_on_the_list(case, by=by, at=at)


def settle_lists(event: Event, at: datetime, by: UUID | None) -> None:
    """A role was given: restricted cases that lacked a manager of their team have one from now on."""
    role = ROLES.get(str(event.facts()["role"]))
    if role is not None and Permission.RESTRICT in role.permissions:
        keep_lists_of(UUID(event.subject), by=by, at=at)


def _put_on(case: Case, people: Collection[UUID], because: Because, *, by: UUID | None, at: datetime) -> None:
    for each in sorted(people):
        end_access(CaseAccess.objects.filter(case=case, grantee=each), by=by, at=at)
        give_access(case, each, because, by=by, at=at)
    tell_of_work(people, at=at)


def _who_restrict(organisation_id: UUID, at: datetime) -> set[UUID]:
    return {each.id for each in colleagues_of_organisation(organisation_id, Permission.RESTRICT, at)}


def _list(case: Case, wanted: set[UUID], *, by: UUID, at: datetime) -> None:
    kept = of_people(case).filter(because__in=LISTED, grantee__in=wanted)
    end_access(of_people(case).exclude(id__in=kept.values("id")), by=by, at=at)
    for each in sorted(wanted - named_in(case.id, at, LISTED)):
        give_access(case, each, Because.RESTRICTED_LIST, by=by, at=at)


def _pass_tasks(case: Case, wanted: set[UUID], to: UUID, *, by: UUID, at: datetime) -> None:
    """What waits for people off the list passes to somebody on it: they would not find it any more."""
    for task in Task.objects.filter(case=case, done_at__isnull=True).exclude(assignee_id__in=wanted).order_by("id"):
        pass_task(case, task, to=to, by=by, at=at)
