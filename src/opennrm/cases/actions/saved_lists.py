"""Ways to look at the work list, saved under a name: for oneself or for one's team."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_text
from opennrm.cases.models import SavedList
from opennrm.mechanism.events import WorkListRemoved, WorkListSaved
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission

LONGEST_NAME = 80
LONGEST_ASKED = 400
EMPTY = "Write a name for the list."


def save_list(*, name: str, asked: str, team: UUID | None, by: Actor, at: datetime) -> UUID:
    """Save the filters of a work list (as an address codes them) under a name; gives its id.

    With a `team` it is shared with that team, which must be one of the actor's own. Raises `Refused`.
    """
    refuse_if(refusal_to_act(by, Permission.SEE_CASES))
    refuse_if(refusal_of_text(name, "name", EMPTY, LONGEST_NAME))
    if team is not None and team not in by.teams_for(Permission.SEE_CASES):
        raise Refused(Refusal("not_your_team", "Choose a team that you work in.", "house", "team"))
    if len(asked) > LONGEST_ASKED:
        raise Refused(Refusal("too_long", "Take some of the filters out: they are too many to be saved.", "house"))
    with command():
        saved = SavedList.objects.create(name=name, asked=asked, team_id=team, saved_at=at, saved_by_id=by.account_id)
        announce(WorkListSaved(subject=str(saved.id), shared=team is not None), at=at, by=by.account_id)
    return saved.id


def remove_list(list_id: UUID, *, by: Actor, at: datetime) -> None:
    """Remove a list that one saved oneself. Raises `NotYours` for any other."""
    with command():
        saved = SavedList.objects.select_for_update().filter(
            id=list_id, saved_by_id=by.account_id, removed_at__isnull=True
        ).first()  # fmt: skip
        if saved is None:
            raise NotYours
        saved.removed_at, saved.removed_by_id = at, by.account_id
        saved.save(update_fields=["removed_at", "removed_by"])
        announce(WorkListRemoved(subject=str(list_id)), at=at, by=by.account_id)
