"""Roles given: at once, or confirmed by a second administrator where the role reads cases or makes administrators.

Source: the threats of this house (an insider who raises themselves or a friend). Where an organisation has one
administrator only, there is nobody to confirm: the role is given, and the history says that one person gave it alone.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from opennrm.audit.record import announce
from opennrm.mechanism.events import RoleGiven, RoleGivenAlone, RoleProposed
from opennrm.mechanism.refusal import Refusal
from opennrm.partners.directory import people_in_organisation
from opennrm.partners.models import Account, RoleHeld
from opennrm.partners.models import RoleProposed as Proposal
from opennrm.partners.roles import ROLES, Permission

CONFIRMED = (Permission.SEE_CASES, Permission.INVITE)
"""A role with one of these is confirmed by a second administrator: it reads cases, or could give such a role."""
APART = Refusal(
    code="kept_apart",
    because="Whoever administers an organisation reads no case, and the other way round. End the other role first.",
    source="house",
    field="role",
)


def refusal_to_hold_together(account_id: UUID, role: str) -> Refusal | None:
    """None if somebody can hold the role beside those that they hold: nobody administers and reads cases."""
    other = {Permission.SEE_CASES: Permission.INVITE, Permission.INVITE: Permission.SEE_CASES}
    barred = {other[each] for each in CONFIRMED if role in ROLES and each in ROLES[role].permissions}
    held = RoleHeld.objects.filter(account_id=account_id, until_at=None).values_list("role", flat=True)
    return APART if any(barred & ROLES[each].permissions for each in held if each in ROLES) else None


def needs_a_second(account: Account, role: str, *, by: UUID, at: datetime) -> bool:
    """Must another administrator confirm this role, and is there one beside who gives it and who gets it?"""
    return _is_confirmed(role) and bool(_others(account, by=by, at=at))


def hold(account: Account, role: str, team_id: UUID | None, *, by: UUID, at: datetime, seconded: bool = False) -> None:
    """Let somebody hold a role from now on; whoever calls has asked whether they may."""
    home = account.organisation.slug
    RoleHeld.objects.create(account_id=account.id, role=role, team_id=team_id, from_at=at, from_by_id=by)
    given = RoleGiven(subject=str(account.id), role=role, organisation=home, team=str(team_id) if team_id else None)
    announce(given, at=at, by=by)
    if _is_confirmed(role) and not seconded:
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


def _is_confirmed(role: str) -> bool:
    return role in ROLES and any(each in ROLES[role].permissions for each in CONFIRMED)


def _others(account: Account, *, by: UUID, at: datetime) -> set[UUID]:
    there = people_in_organisation(account.organisation_id, Permission.INVITE, at)
    return set(there) - {by, account.id}
