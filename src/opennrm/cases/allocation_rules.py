"""The ways in which new cases of a team find somebody, and which of them a team has chosen."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from opennrm.cases.models import AllocationRule


class Way(StrEnum):
    """How a new case finds somebody."""

    BY_HAND = "by_hand"
    ROUND_ROBIN = "round_robin"
    LEAST_LOADED = "least_loaded"


def ways_of(teams: Iterable[UUID]) -> dict[UUID, Way]:
    """The way that each of these teams has chosen; by hand where it has not."""
    teams = list(teams)
    chosen = dict(AllocationRule.objects.filter(team_id__in=teams).values_list("team_id", "way"))
    return {team: Way(chosen.get(team, Way.BY_HAND)) for team in teams}
