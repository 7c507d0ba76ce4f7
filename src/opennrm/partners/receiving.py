"""Who receives what is sent: the team of a competent authority, and the organisation of a police force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.directory import leads_in_team
from opennrm.partners.models import Organisation, Team
from opennrm.partners.roles import Permission

NO_TEAM = Refusal(
    code="no_receiving_team",
    because="No team has been set up to receive referrals. Ring the competent authority and tell its administrator.",
    source="house",
)


def receiving_team(authority: str) -> UUID:
    """The id of the team that cases of an authority come to, by the authority's key.

    Raises `Refused` if there is none, so that no referral is acknowledged that nobody would see.
    """
    team_id = team_that_receives(authority)
    if team_id is None:
        raise Refused(NO_TEAM)
    return team_id


def without_team(authorities: Iterable[str]) -> list[str]:
    """Which of these authorities have no team that receives, so that a referral routed to them would be refused."""
    return [authority for authority in authorities if team_that_receives(authority) is None]


def slug_of(authority: str) -> str:
    """How the organisation of an authority is called in addresses."""
    return authority.replace("_", "-")


def team_that_receives(authority: str) -> UUID | None:
    """The same, or None where the authority has no team here, or several and nobody said which of them receives."""
    rows = list(
        Team.objects.filter(organisation__slug=slug_of(authority))
        .order_by("-receives", "name")
        .values_list("id", "receives")[:2]
    )
    if rows and (rows[0][1] or len(rows) == 1):
        first: UUID = rows[0][0]
        return first
    return None


def team_of_leads(organisations: Iterable[str], at: datetime) -> UUID | None:
    """The team in which safeguarding leads receive, in the first of these organisations, by slug, that has one.

    Source: seed-0, named leads in six kinds of agency; which of them has a case is an assumption of this product.
    """
    for slug in organisations:
        team_id = team_that_receives(slug) if slug else None
        if team_id is not None and leads_in_team(team_id, at):
            return team_id
    return None


@dataclass(frozen=True, slots=True)
class TeamsThatCould:
    """The teams of an authority by name, and which of them its new cases come to (None: nobody said)."""

    teams: tuple[tuple[UUID, str], ...]
    receives: UUID | None

    @property
    def name(self) -> str:
        """The name of the one they come to; empty if there is none."""
        return dict(self.teams).get(self.receives, "") if self.receives else ""


def teams_that_could_receive(actor: Actor) -> TeamsThatCould | None:
    """The teams of the actor's own organisation, or None where it is no competent authority, so that no case comes.

    Raises `NotYours` without the permission to invite.
    """
    if refusal_to_act(actor, Permission.INVITE) is not None:
        raise NotYours
    slug, kind = Organisation.objects.values_list("slug", "type").get(id=actor.organisation_id)
    if kind != OrganisationType.COMPETENT_AUTHORITY.value:
        return None
    teams = Team.objects.filter(organisation_id=actor.organisation_id).order_by("name")
    return TeamsThatCould(tuple(teams.values_list("id", "name")), team_that_receives(slug))


@dataclass(frozen=True, slots=True)
class Receiver:
    """The organisation that receives what is sent to a force: `forwards` says that it is not the force itself."""

    id: UUID
    slug: str
    name: str
    forwards: bool


def slug_of_force(force: str) -> str:
    """The short name that a force's own organisation has, by its code in the list of forces."""
    return force.replace("_", "-")


def receiver_for_force(force: str, day: date) -> Receiver | None:
    """Who receives the notifications for a force (its code in the list of forces) on a day.

    The organisation of the same short name; where the force does not work with this installation, the one that
    settings name to forward them (`FORCES_STAND_IN`); None where there is neither. Source: PQ125790, a form is
    forwarded to the force.
    """
    own, stand_in = slug_of_force(force), settings.FORCES_STAND_IN
    stands = Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    rows = Organisation.objects.filter(stands, slug__in=[own, stand_in])
    found = {slug: Receiver(id_, slug, name, slug != own) for id_, slug, name in rows.values_list("id", "slug", "name")}
    return found.get(own) or found.get(stand_in)


def organisation_standing(slug: str, day: date) -> UUID | None:
    """The id of the organisation of this short name, if it can be chosen on a day."""
    stands = Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    return Organisation.objects.filter(stands, slug=slug).values_list("id", flat=True).first()
