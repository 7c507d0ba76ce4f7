"""Roles given: at once, or confirmed by a second administrator where the role reads records or makes administrators.

Source: the threats of this house (an insider who raises themselves or a friend). Where an organisation has one
administrator only, there is nobody to confirm: the role is given, the history says that one person gave it alone, and
whom it concerns is told. An administrator whose role ended lately still counts as one, so that nobody becomes the only
one by ending the other and gives roles in the same hour.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from opennrm.audit.record import announce
from opennrm.mechanism.events import RoleGiven, RoleGivenAlone, RoleProposed, RoleSettled
from opennrm.mechanism.refusal import Refusal
from opennrm.partners.directory import people_in_organisation
from opennrm.partners.models import Account, RoleHeld
from opennrm.partners.models import RoleProposed as Proposal
from opennrm.partners.roles import READS_PEOPLE, ROLES, Permission

CONFIRMED = READS_PEOPLE | {Permission.INVITE}
"""A role with one of these is confirmed by a second administrator: it reads records, or could give such a role."""
APART = Refusal(
    code="kept_apart",
    because="Whoever administers an organisation reads no record, and the other way round. End the other role first.",
    source="house",
    field="role",
)


def refusal_to_hold_together(account_id: UUID, role: str) -> Refusal | None:
    """None if somebody can hold the role beside those that they hold: nobody administers and reads records."""
    wanted = ROLES[role].permissions if role in ROLES else frozenset()
    barred = (READS_PEOPLE if Permission.INVITE in wanted else frozenset()) | (
        {Permission.INVITE} if wanted & READS_PEOPLE else frozenset()
    )
    held = RoleHeld.objects.filter(account_id=account_id, until_at=None).values_list("role", flat=True)
    return APART if any(barred & ROLES[each].permissions for each in held if each in ROLES) else None


def needs_a_second(account: Account, role: str, *, by: UUID, at: datetime) -> bool:
    """Must another administrator confirm this role, and is there one beside who gives it and who gets it?"""
    return is_confirmed(role) and has_others(account, by=by, at=at)


def hold(account: Account, role: str, team_id: UUID | None, *, by: UUID, at: datetime, seconded: bool = False) -> None:
    """Let somebody hold a role from now on; whoever calls has asked whether they may."""
    home = account.organisation.slug
    take_back_proposals(account.id, by=by, at=at, role=role, team_id=team_id)
    RoleHeld.objects.create(account_id=account.id, role=role, team_id=team_id, from_at=at, from_by_id=by)
    given = RoleGiven(subject=str(account.id), role=role, organisation=home, team=str(team_id) if team_id else None)
    announce(given, at=at, by=by)
    if is_confirmed(role) and not seconded:
        announce(RoleGivenAlone(subject=str(account.id), role=role, organisation=home), at=at, by=by)


def propose(account: Account, role: str, team_id: UUID | None, *, by: UUID, at: datetime) -> None:
    """Keep that somebody is to hold a role once a second administrator confirms it; proposed already, it is nothing."""
    told = {"account": account, "role": role, "team_id": team_id, "settled_at": None}
    if Proposal.objects.filter(**told).exists():
        return
    row = Proposal.objects.create(**told, proposed_at=at, proposed_by_id=by)
    event = RoleProposed(
        subject=str(account.id), role=role, organisation=account.organisation.slug, proposal=str(row.id)
    )
    announce(event, at=at, by=by)


def holds(account: Account, role: str, team_id: UUID | None) -> bool:
    """Does somebody hold this role in this team (None: in the whole organisation)?"""
    in_team = Q(team_id=team_id) if team_id else Q(team=None)
    return RoleHeld.objects.filter(in_team, account=account, role=role, until_at=None).exists()


def take_back_proposals(account_id: UUID, *, by: UUID, at: datetime, **which: Any) -> None:
    """Settle the roles that wait for this account as not confirmed: it holds them now, or its account is closed."""
    waiting = Proposal.objects.select_for_update(of=("self",)).filter(account_id=account_id, settled_at=None, **which)
    for row in waiting.select_related("account__organisation").order_by("id"):
        row.settled_at, row.settled_by_id, row.confirmed = at, by, False
        row.save(update_fields=["settled_at", "settled_by", "confirmed"])
        home = row.account.organisation.slug
        told = RoleSettled(subject=str(account_id), role=row.role, organisation=home, confirmed=False)
        announce(told, at=at, by=by)


def is_confirmed(role: str) -> bool:
    """Is this role given by two?"""
    return role in ROLES and bool(CONFIRMED & ROLES[role].permissions)


def holds_confirmed(account_id: UUID) -> bool:
    """Does somebody hold a role that is given by two?"""
    held = RoleHeld.objects.filter(account_id=account_id, until_at=None).values_list("role", flat=True)
    return any(is_confirmed(role) for role in held)


def has_others(account: Account, *, by: UUID, at: datetime) -> bool:
    """Is there an administrator beside these two, now or until lately?"""
    there = set(people_in_organisation(account.organisation_id, Permission.INVITE, at))
    return bool((there | _ended_lately(account.organisation_id, at)) - {by, account.id})


def _ended_lately(organisation_id: UUID, at: datetime) -> set[UUID]:
    since = at - timedelta(days=settings.ENDED_ADMINISTRATORS_COUNT_DAYS)
    keys = [role.key for role in ROLES.values() if Permission.INVITE in role.permissions]
    ended = RoleHeld.objects.filter(role__in=keys, account__organisation_id=organisation_id, until_at__gt=since)
    return set(ended.values_list("account_id", flat=True))
