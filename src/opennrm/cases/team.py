"""The team of a case: who works on it and why, and which colleagues could."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db.models import Q

from opennrm.cases.models import Case, CaseAccess, Check, Task
from opennrm.mechanism.need_to_know import OF_A_PERSON, Because
from opennrm.partners.directory import Colleague, names_of, people_in_team
from opennrm.partners.roles import Permission

HAS_A_TASK = "has_a_task"
"""Why somebody works on a case who only has something to do in it."""


class OfATeam(Protocol):
    """A case as this file needs it: its id, the team that holds it, and whether it is open to named people only."""

    @property
    def id(self) -> UUID:
        """Its id."""

    @property
    def owner_team_id(self) -> UUID:
        """The team that holds it."""

    @property
    def restricted(self) -> bool:
        """Is it open to named people only."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works on a case: why, and until when where that has an end. `access_id` is the row that says so."""

    account_id: UUID
    name: str
    because: str
    until_at: datetime | None = None
    access_id: int | None = None


def colleagues_for(case: OfATeam, permission: Permission, at: datetime) -> list[Colleague]:
    """Those of the team who can do something in a case: of a restricted one, those who are named in it."""
    people = people_in_team(case.owner_team_id, permission, at)
    if not case.restricted:
        return people
    named = set(_named_rows(case.id, at).values_list("grantee", flat=True))
    return [each for each in people if each.id in named]


def team_of(case_id: UUID, at: datetime) -> list[Member]:
    """Who works on a case, in the order: who holds it, its second officers, those with tasks, and who is named.

    A task is why somebody is in the team only where nothing else is but an opening in an emergency.
    """
    owner = Case.objects.filter(id=case_id).values_list("owner_id", flat=True).first()
    found: list[tuple[UUID, str, datetime | None, int | None]] = [(owner, "holds_it", None, None)] if owner else []
    checks = Check.objects.filter(decision__case_id=case_id, void_at__isnull=True).order_by("id")
    found += [(each, "second_officer", None, None) for each in checks.values_list("checked_by_id", flat=True)]
    tasks = Task.objects.filter(case_id=case_id, done_at__isnull=True).order_by("id")
    found += [(each, HAS_A_TASK, None, None) for each in tasks.values_list("assignee_id", flat=True)]
    named = _named_rows(case_id, at).order_by("id").values_list("grantee", "because", "until_at", "id")
    found += list(named)
    names = names_of({each[0] for each in found})
    otherwise = {who for who, why, _until, _row in found if why not in (HAS_A_TASK, Because.BREAK_GLASS)}
    once = dict.fromkeys(each for each in found if each[1] != HAS_A_TASK or each[0] not in otherwise)
    return [Member(who, names.get(str(who), ""), why, until, row) for who, why, until, row in once]


def is_of_the_team(case_id: UUID, account_id: UUID, at: datetime) -> bool:
    """Does somebody work on a case, other than by an opening in an emergency?"""
    return any(each.account_id == account_id and each.because != Because.BREAK_GLASS for each in team_of(case_id, at))


def stands_in_for(account_id: UUID, at: datetime) -> list[tuple[str, str]]:
    """The restricted cases in which somebody stands in for a manager: their references, and the teams that hold them.

    They are on none of their lists, since they work in another team.
    """
    now = Q(until_at__isnull=True) | Q(until_at__gt=at)
    rows = CaseAccess.objects.filter(now, grantee=account_id, from_at__lte=at, because=Because.STANDS_IN.value)
    return list(rows.order_by("case__reference").values_list("case__reference", "case__owner_team__name"))


def named_in(case_id: UUID, at: datetime, because: Iterable[Because] = OF_A_PERSON) -> set[UUID]:
    """The people whom rows of access to a case name at a moment, for these reasons."""
    rows = _named_rows(case_id, at).filter(because__in=[each.value for each in because])
    return set(rows.values_list("grantee", flat=True))


def _named_rows(case_id: UUID, at: datetime):  # type: ignore[no-untyped-def]
    runs = Q(until_at__isnull=True) | Q(until_at__gt=at)
    return CaseAccess.objects.filter(
        runs, case_id=case_id, from_at__lte=at, because__in=[each.value for each in OF_A_PERSON]
    )
