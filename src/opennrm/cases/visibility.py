"""Who may see a case, and whose own work it is: the one place in Python that says so. The database repeats it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from opennrm.cases.models import Case, CaseAccess, Check, Task
from opennrm.mechanism.apart_from_immigration import APART, is_of_immigration
from opennrm.mechanism.need_to_know import Because
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission


def visible_to(actor: Actor, at: datetime, needs: Permission = Permission.SEE_CASES) -> Q:
    """The cases that access rows let an actor see at a moment, or do with what `needs` names: by team, not by role.

    Of a restricted case only the rows count that name the actor themselves. Whoever was let see a case is let see it:
    for anything else they hold a role that carries it in the team that holds the case, or stand in for the managers
    that this team does not have. What was opened in an emergency is for reading, and for nothing else. The database
    repeats in `may_see_case` who sees a case. People of the immigration system see none that is kept apart from it.
    """
    rows = CaseAccess.objects.filter(_runs(at), grantee__in=actor.grantees_for(needs))
    if needs is not Permission.SEE_CASES:
        rows = rows.exclude(because=Because.BREAK_GLASS)
    named = rows.filter(grantee=actor.account_id)
    let = (Q(restricted=False) & Q(id__in=rows.values("case_id"))) | Q(id__in=named.values("case_id"))
    if is_of_immigration(actor.organisation_slug):
        let &= ~Q(profile__in=APART) | Q(authority=actor.organisation_slug.replace("-", "_"))
    if needs is Permission.SEE_CASES:
        return let
    let_work = let & Q(owner_team_id__in=actor.teams_for(needs))
    if needs not in actor.permissions:
        return let_work
    return let_work | (let & Q(id__in=named.filter(because=Because.STANDS_IN).values("case_id")))


def is_own_work_of(actor: Actor, at: datetime) -> Q:
    """The cases that are somebody's own work, among those that they may see.

    What they hold, what they are named in, where a task of theirs waits, what waits in a team of theirs for anybody to
    take, what waits for a second officer where they are one, and what they checked as one. Everything else of the team
    is opened with a reason. A task that they gave themselves is none: nobody makes a case their own work by that.
    """
    by_others = ~Q(assigned_by=actor.account_id, assigned_by__isnull=False) & (
        Q(assigned_by__isnull=False) | ~Q(added_by=actor.account_id)
    )
    tasks = Task.objects.filter(by_others, case_id=OuterRef("id"), assignee_id=actor.account_id, done_at__isnull=True)
    to_take = Q(owner__isnull=True, owner_team_id__in=actor.teams_for(Permission.SEE_CASES))
    to_check = Q(stage__endswith="_to_check", owner_team_id__in=actor.teams_for(Permission.CHECK_DECISIONS))
    checked = Check.objects.filter(decision__case_id=OuterRef("id"), checked_by_id=actor.account_id)
    theirs = Q(Exists(rows_naming(actor, at))) | Q(Exists(tasks)) | Q(Exists(checked))
    return Q(owner_id=actor.account_id) | to_take | to_check | theirs


def hidden_from(actor: Actor, at: datetime) -> QuerySet[Case]:
    """The restricted cases that do not name an actor: for them these are not there, not even in a count.

    For what goes over the cases of a whole authority, asked for the house, and is then shown to somebody.
    """
    named = CaseAccess.objects.filter(_runs(at), grantee=actor.account_id).exclude(because=Because.BREAK_GLASS)
    return Case.objects.filter(restricted=True).exclude(id__in=named.values("case_id"))


def rows_naming(actor: Actor, at: datetime) -> QuerySet[CaseAccess]:
    """The rows that name somebody in the case of the query around them."""
    return CaseAccess.objects.filter(_runs(at), grantee=actor.account_id, case_id=OuterRef("id"))


def _runs(at: datetime) -> Q:
    return Q(Q(until_at__isnull=True) | Q(until_at__gt=at), from_at__lte=at)
