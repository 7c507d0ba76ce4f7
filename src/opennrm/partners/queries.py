"""Reads about organisations and their people, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.apart import refusal_behind_the_wall
from opennrm.partners.directory import people_in_organisation
from opennrm.partners.holding import roles_for
from opennrm.partners.invitations import hash_of, secret_of
from opennrm.partners.models import Account, Invitation, Organisation, RoleHeld, Team
from opennrm.partners.roles import ROLES, Permission, Role


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation as lists show it."""

    id: UUID
    slug: str
    name: str
    type: str
    nation: str
    may_refer: bool


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A role that somebody holds now."""

    id: int
    title: str
    team_name: str | None
    from_at: datetime


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person of one's own organisation, with the roles they hold now."""

    id: UUID
    name: str
    email: str
    is_active: bool
    roles: tuple[HeldRow, ...]
    is_system: bool = False


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that still stands."""

    id: UUID
    name: str
    email: str
    role_title: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What only the person themselves is shown of their account."""

    email: str
    team_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """What somebody who opens an invitation's link is shown."""

    name: str
    email: str
    organisation_name: str
    role: Role


def organisations_on(day: date, *, may_refer: bool | None = None) -> list[OrganisationRow]:
    """The organisations that can be chosen on a day, by name; only first responder organisations if asked."""
    found = Organisation.objects.filter(_chosen_on(day)).order_by("name")
    if may_refer is not None:
        found = found.filter(may_refer=may_refer)
    return [_organisation_row(row) for row in found]


def organisation_on(slug: str, day: date) -> OrganisationRow | None:
    """The organisation of that short name as of a day: itself, or whichever followed it; None if nobody did."""
    seen: set[UUID] = set()
    row = Organisation.objects.filter(slug=slug).first()
    while row is not None and row.id not in seen:
        if row.starts_on <= day and (row.ends_on is None or row.ends_on >= day):
            return _organisation_row(row)
        seen.add(row.id)
        row = row.successor
    return None


def people_of(actor: Actor, *, at: datetime) -> list[PersonRow]:
    """Everybody of the actor's own organisation, by name. Raises `NotYours` without the permission to invite."""
    _may_look(actor)
    people = Account.objects.filter(organisation_id=actor.organisation_id).order_by("-is_active", "name", "id")
    held = _roles_now(Q(account__organisation_id=actor.organisation_id), at)
    return [_person(row, held) for row in people]


def person_of(actor: Actor, account_id: UUID, *, at: datetime) -> PersonRow:
    """One person of the actor's own organisation. Raises `NotYours`."""
    _may_look(actor)
    row = Account.objects.filter(id=account_id, organisation_id=actor.organisation_id).first()
    if row is None:
        raise NotYours
    return _person(row, _roles_now(Q(account_id=account_id), at))


def invitations_of(actor: Actor, *, at: datetime) -> list[InvitationRow]:
    """The invitations of the actor's own organisation that can still be taken up."""
    _may_look(actor)
    rows = Invitation.objects.filter(
        organisation_id=actor.organisation_id, accepted_at=None, expires_at__gt=at, waits=False
    ).order_by("expires_at")
    return [InvitationRow(row.id, row.name, row.email, ROLES[row.role].title, row.expires_at) for row in rows]


def invitation_of(actor: Actor, invitation_id: UUID, *, at: datetime) -> InvitationRow:
    """One invitation of the actor's own organisation that can still be taken up. Raises `NotYours`."""
    found = next((row for row in invitations_of(actor, at=at) if row.id == invitation_id), None)
    if found is None:
        raise NotYours
    return found


def roles_to_give(actor: Actor) -> tuple[Role, ...]:
    """The roles that people of the actor's own organisation can hold."""
    home = Organisation.objects.get(id=actor.organisation_id)
    today = timezone.localdate()
    found = roles_for(organisation_type=home.type, may_refer=home.may_refer)
    return tuple(role for role in found if refusal_behind_the_wall(home.slug, role.key, today) is None)


def teams_of(actor: Actor) -> list[tuple[UUID, str]]:
    """The teams of the actor's own organisation: id and name, by name."""
    return list(Team.objects.filter(organisation_id=actor.organisation_id).order_by("name").values_list("id", "name"))


def account_of(actor: Actor) -> OwnAccount:
    """The actor's own address, and the names of the teams they work in."""
    email = Account.objects.values_list("email", flat=True).get(id=actor.account_id)
    names = Team.objects.filter(id__in=actor.teams).order_by("name").values_list("name", flat=True)
    return OwnAccount(email=email, team_names=tuple(names))


def open_invitation(secret: str, *, at: datetime) -> OpenInvitation | None:
    """What the link with this secret is for; None if it is unknown, used or too old. Reading it uses nothing up."""
    row = (
        Invitation.objects.select_related("organisation")
        .filter(token_hash=hash_of(secret), accepted_at=None, expires_at__gt=at, waits=False)
        .first()
    )
    if row is None or row.invited_by_id not in people_in_organisation(row.organisation_id, Permission.INVITE, at):
        return None
    return OpenInvitation(row.name, row.email, row.organisation.name, ROLES[row.role])


def invitation_to_send(invitation_id: UUID) -> tuple[str, str]:
    """Whom to send an invitation, and the secret of its link: for whoever delivers it, at the moment of delivery."""
    row = Invitation.objects.get(id=invitation_id)
    return row.email, secret_of(row.id)


def _may_look(actor: Actor) -> None:
    if refusal_to_act(actor, Permission.INVITE) is not None:
        raise NotYours


def _chosen_on(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def _organisation_row(row: Organisation) -> OrganisationRow:
    return OrganisationRow(row.id, row.slug, row.name, row.type, row.nation, row.may_refer)


def _roles_now(whose: Q, at: datetime) -> dict[UUID, list[HeldRow]]:
    now = Q(from_at__lte=at) & (Q(until_at=None) | Q(until_at__gt=at))
    held: dict[UUID, list[HeldRow]] = {}
    for row in RoleHeld.objects.filter(whose, now).select_related("team").order_by("from_at", "id"):
        title = ROLES[row.role].title if row.role in ROLES else row.role
        shown = HeldRow(row.id, title, row.team.name if row.team else None, row.from_at)
        held.setdefault(row.account_id, []).append(shown)
    return held


def _person(row: Account, held: dict[UUID, list[HeldRow]]) -> PersonRow:
    return PersonRow(row.id, row.name, row.email, row.is_active, tuple(held.get(row.id, ())), row.is_system)
