"""Which team receives the cases of a competent authority: the one that was said to, or the only one there is."""

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
    """The id of the team that cases of an authority come to, by the authority's key.

    Raises `Refused` if there is none, so that no referral is acknowledged that nobody would see.
    """
    team_id = team_that_receives(authority)
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
