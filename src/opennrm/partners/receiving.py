"""Which team receives the cases of a competent authority."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.models import Team

NO_TEAM = Refusal(
    code="no_receiving_team",
    because="No team has been set up to receive referrals. Ring the competent authority and tell its administrator.",
    source="house",
)


def receiving_team(authority: str) -> UUID:
    """The id of the team that new cases of an authority go to: the first, by name, of the organisation of that key.

    Raises `Refused` if there is none, so that no referral is acknowledged that nobody would see.
    """
    team_id = (
        Team.objects.filter(organisation__slug=slug_of(authority)).order_by("name").values_list("id", flat=True).first()
    )
    if team_id is None:
        raise Refused(NO_TEAM)
    return team_id


def without_team(authorities: Iterable[str]) -> list[str]:
    """Which of these authorities have no team, so that a referral routed to them would be refused."""
    wanted = {slug_of(authority): authority for authority in authorities}
    with_team = set(Team.objects.filter(organisation__slug__in=wanted).values_list("organisation__slug", flat=True))
    return [authority for slug, authority in wanted.items() if slug not in with_team]


def slug_of(authority: str) -> str:
    """How the organisation of an authority is called in addresses."""
    return authority.replace("_", "-")
