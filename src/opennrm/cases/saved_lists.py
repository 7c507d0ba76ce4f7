"""Reading saved work lists: one's own, and those shared with one's teams."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from opennrm.cases.models import SavedList
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission

MOST = 50


@dataclass(frozen=True, slots=True)
class SavedListRow:
    """A saved work list: its filters as an address codes them, whose it is, and the team it is shared with."""

    id: UUID
    name: str
    asked: str
    saved_by_id: UUID
    saved_by: str
    team: str | None


def saved_lists_of(actor: Actor) -> list[SavedListRow]:
    """The newest saved lists that an actor has or is shown, in the order of their names; at most `MOST`."""
    rows = (
        SavedList.objects.filter(
            Q(team__isnull=True, saved_by_id=actor.account_id) | Q(team_id__in=actor.teams_for(Permission.SEE_CASES)),
            removed_at__isnull=True,
        )
        .order_by("-saved_at")
        .values_list("id", "name", "asked", "saved_by_id", "saved_by__name", "team__name")[:MOST]
    )
    return sorted((SavedListRow(*row) for row in rows), key=lambda row: (row.name.casefold(), row.id))
