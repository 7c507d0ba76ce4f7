"""Access that ends with a role: whoever leaves a team no longer sees the cases that they were named in there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.cases.actions.giving_access import end_access
from opennrm.cases.actions.restricting import keep_lists_of, keep_somebody_on_the_list
from opennrm.cases.models import Case, CaseAccess
from opennrm.mechanism.events import Event
from opennrm.mechanism.need_to_know import OF_A_PERSON
from opennrm.partners.directory import people_in_team, reads_cases
from opennrm.partners.roles import ROLES, Permission


def end_access_of_leaver(event: Event, at: datetime, by: UUID | None) -> None:
    """A role ended: end what it let somebody see by name, in the cases of that team or, without any such role, in all.

    A consequence of the end of a role, and so of closing an account. It is in the same transaction: there is no moment
    at which somebody has left and still sees.
    """
    facts, account_id = event.facts(), UUID(event.subject)
    role = ROLES.get(str(facts["role"]))
    if role is None or Permission.SEE_CASES not in role.permissions:
        return
    _end_access(account_id, facts["team"], at, by)
    if Permission.RESTRICT in role.permissions:
        keep_lists_of(account_id, by=by, at=at)


def _end_access(account_id: UUID, team: str | None, at: datetime, by: UUID | None) -> None:
    rows = CaseAccess.objects.filter(grantee=account_id, because__in=[each.value for each in OF_A_PERSON])
    if reads_cases(account_id, at):
        if team is None or account_id in _readers(UUID(team), at):
            return
        rows = rows.filter(case__owner_team_id=UUID(team))
    cases = Case.objects.select_for_update(of=("self",)).filter(id__in=rows.values("case_id")).order_by("reference")
    for case in list(cases):
        if end_access(rows.filter(case=case), by=by, at=at):
            keep_somebody_on_the_list(case, by=by, at=at)


def _readers(team_id: UUID, at: datetime) -> set[UUID]:
    return {each.id for each in people_in_team(team_id, Permission.SEE_CASES, at)}
