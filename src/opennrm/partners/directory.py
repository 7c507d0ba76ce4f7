"""Colleagues as records name them: the names behind ids, and who works in a team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from opennrm.partners.models import Account, Organisation, RoleHeld, Team
from opennrm.partners.roles import ROLES, Permission


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works in the partnership, as colleagues know them."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Worked:
    """For whom somebody works, and in which roles they did so from when until when (None: still)."""

    organisation: str
    held: tuple[tuple[str, datetime, datetime | None], ...]

    def roles_at(self, at: datetime) -> tuple[str, ...]:
        """The titles of the roles that they held at a moment, in order, each once."""
        then = {title for title, since, until in self.held if since <= at and (until is None or at < until)}
        return tuple(sorted(then))


def work_of(accounts: Iterable[UUID]) -> dict[UUID, Worked]:
    """For whom these people work and as what, also in the past, so that what they did then can be told."""
    wanted = set(accounts)
    homes = dict(Account.objects.filter(id__in=wanted).values_list("id", "organisation__name"))
    held: dict[UUID, list[tuple[str, datetime, datetime | None]]] = {}
    rows = RoleHeld.objects.filter(account_id__in=wanted).order_by("id")
    for account_id, role, since, until in rows.values_list("account_id", "role", "from_at", "until_at"):
        held.setdefault(account_id, []).append((ROLES[role].title if role in ROLES else role, since, until))
    return {account_id: Worked(home, tuple(held.get(account_id, ()))) for account_id, home in homes.items()}


def names_of(accounts: Iterable[UUID]) -> dict[str, str]:
    """The names of accounts, by their ids as text."""
    wanted = set(accounts)
    if not wanted:
        return {}
    return {str(id_): name for id_, name in Account.objects.filter(id__in=wanted).values_list("id", "name")}


def organisations_of(accounts: Iterable[UUID]) -> dict[str, str]:
    """The names of the organisations that these accounts work for, by the accounts' ids as text."""
    rows = Account.objects.filter(id__in=set(accounts)).values_list("id", "organisation__name")
    return {str(id_): name for id_, name in rows}


def people_in_team(team_id: UUID, permission: Permission, at: datetime) -> list[Colleague]:
    """Those who hold, in a team and at a moment, a role that carries a permission; by name."""
    roles = [role.key for role in ROLES.values() if permission in role.permissions]
    rows = (
        RoleHeld.objects.filter(
            Q(until_at__isnull=True) | Q(until_at__gt=at),
            from_at__lte=at,
            team_id=team_id,
            role__in=roles,
            account__is_active=True,
        )
        .order_by("account__name", "account_id")
        .values_list("account_id", "account__name")
        .distinct()
    )
    return [Colleague(*row) for row in rows]


def leads_in_team(team_id: UUID, at: datetime) -> bool:
    """Does somebody hold, in a team and at a moment, the role of a safeguarding lead who decides?"""
    now = Q(until_at__isnull=True) | Q(until_at__gt=at)
    held = RoleHeld.objects.filter(now, from_at__lte=at, team_id=team_id, role="slavery_safeguarding_lead")
    return held.filter(account__is_active=True).exists()


def colleagues_of_organisation(organisation_id: UUID, permission: Permission, at: datetime) -> list[Colleague]:
    """Those who hold, in any team of an organisation and at a moment, a role that carries a permission; by name."""
    teams = Team.objects.filter(organisation_id=organisation_id).values_list("id", flat=True)
    return people_in_teams(teams, [permission], at)


def organisation_slug_of(account_id: UUID) -> str:
    """The short name of the organisation that somebody works for; empty where the id is no account's."""
    return Account.objects.filter(id=account_id).values_list("organisation__slug", flat=True).first() or ""


def organisation_of(account_id: UUID) -> UUID:
    """The organisation that somebody works for."""
    return UUID(str(Account.objects.values_list("organisation_id", flat=True).get(id=account_id)))


def reads_cases(account_id: UUID, at: datetime) -> bool:
    """Does somebody hold, at a moment, any role that reads cases?"""
    roles = [role.key for role in ROLES.values() if Permission.SEE_CASES in role.permissions]
    now = Q(until_at__isnull=True) | Q(until_at__gt=at)
    return RoleHeld.objects.filter(now, from_at__lte=at, account_id=account_id, role__in=roles).exists()


def people_in_organisation(organisation_id: UUID, permission: Permission, at: datetime) -> list[UUID]:
    """Those who hold, in any part of an organisation and at a moment, a role that carries a permission."""
    roles = [role.key for role in ROLES.values() if permission in role.permissions]
    rows = RoleHeld.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        from_at__lte=at,
        role__in=roles,
        account__organisation_id=organisation_id,
        account__is_active=True,
    )
    return sorted(set(rows.values_list("account_id", flat=True)))


def people_in_kind(kind: str, permission: Permission, at: datetime) -> list[UUID]:
    """Those who hold, at a moment and in any organisation of a kind, a role that carries a permission."""
    there = Organisation.objects.filter(type=kind).values_list("id", flat=True)
    return sorted(
        {each for organisation_id in there for each in people_in_organisation(organisation_id, permission, at)}
    )


def people_anywhere(permissions: Iterable[Permission], at: datetime) -> dict[Colleague, str]:
    """Those who hold, in any organisation and at a moment, a role that carries one of these; with its name."""
    wanted = set(permissions)
    rows = (
        RoleHeld.objects.filter(
            Q(until_at__isnull=True) | Q(until_at__gt=at),
            from_at__lte=at,
            role__in=[role.key for role in ROLES.values() if wanted & role.permissions],
            account__is_active=True,
        )
        .order_by("account__organisation__name", "account__name", "account_id")
        .values_list("account_id", "account__name", "account__organisation__name")
    )
    return {Colleague(id_, name): home for id_, name, home in rows}


def people_in_teams(teams: Iterable[UUID], permissions: Iterable[Permission], at: datetime) -> list[Colleague]:
    """Those who hold, in any of these teams and at a moment, a role that carries one of the permissions; by name."""
    wanted = set(permissions)
    rows = (
        RoleHeld.objects.filter(
            Q(until_at__isnull=True) | Q(until_at__gt=at),
            from_at__lte=at,
            team_id__in=list(teams),
            role__in=[role.key for role in ROLES.values() if wanted & role.permissions],
            account__is_active=True,
        )
        .order_by("account__name", "account_id")
        .values_list("account_id", "account__name")
        .distinct()
    )
    return [Colleague(*row) for row in rows]


def team_names(teams: Iterable[UUID]) -> dict[UUID, str]:
    """The names of teams, by their ids, in the order of the names."""
    return dict(Team.objects.filter(id__in=list(teams)).order_by("name").values_list("id", "name"))


def is_any_open(emails: Iterable[str]) -> bool:
    """Is an account of any of these addresses open?"""
    return Account.objects.filter(email__in=list(emails), is_active=True).exists()


def organisation_type(organisation_id: UUID) -> str:
    """What kind of body an organisation is."""
    return str(Organisation.objects.values_list("type", flat=True).get(id=organisation_id))


def kind_and_nation(organisation_id: UUID) -> tuple[str, str]:
    """What kind of body an organisation is, and its nation (empty: the whole UK)."""
    return Organisation.objects.values_list("type", "nation").get(id=organisation_id)
