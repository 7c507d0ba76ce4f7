"""Suspended cases whose day of review has come, for those of the team that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from opennrm.cases.models import Case
from opennrm.cases.visibility import visible_to
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.stages import Stage
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission

AT_MOST = 100
"""On the page: who is reminded of more has more to do first."""
SUSPENDED = (Stage.SUSPENDED_BEFORE_REASONABLE_GROUNDS.value, Stage.SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS.value)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A suspended case that is to be looked at: no name."""

    reference: str
    stage: str
    review_on: date
    owner_id: UUID | None
    owner: str | None


def reviews_due(actor: Actor, at: datetime) -> list[ReviewRow]:
    """The suspended cases of the actor's teams that are to be looked at by now, the longest due first."""
    rows = Case.objects.filter(
        visible_to(actor, at),
        owner_team_id__in=actor.teams_for(Permission.SEE_CASES),
        stage__in=SUSPENDED,
        review_on__lte=legal_day(at),
    )
    listed = rows.order_by("review_on", "reference")[:AT_MOST]
    columns = ("reference", "stage", "review_on", "owner_id", "owner__name")
    return [
        ReviewRow(reference, stage, review_on, owner_id, owner)
        for reference, stage, review_on, owner_id, owner in listed.values_list(*columns)
        if review_on is not None
    ]
