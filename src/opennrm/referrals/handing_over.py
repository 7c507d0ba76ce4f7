"""A draft is handed over to a colleague, who is told and goes on with it; the team sees and edits it as before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import DraftHandedOver
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.directory import Colleague, people_in_team
from opennrm.partners.roles import Permission
from opennrm.referrals.actions import ALREADY_SENT
from opennrm.referrals.models import Draft

LONGEST_NOTE = 2_000
"""Characters."""
NOBODY = Refusal(
    "no_colleague", "Choose a colleague who refers people in the team that shares this draft.", "house", "to"
)
TOO_LONG = Refusal("too_long", f"Shorten the note to {LONGEST_NOTE:,} characters or fewer.", "house", "note")


def may_take_over(shared_with: UUID, *, by: Actor, at: datetime) -> list[Colleague]:
    """To whom a draft can be handed over: those who refer in its team, but whoever hands it over."""
    return [each for each in people_in_team(shared_with, Permission.REFER, at) if each.id != by.account_id]


def hand_over_draft(draft_id: UUID, *, to: UUID | None, note: str, by: Actor, at: datetime) -> None:
    """Let a colleague go on with a draft, and tell them; `note` is for them, and in the draft alone.

    Raises `NotYours`; `Refused` naming the field where there is no such colleague in the draft's team, or once it was
    sent. Whoever hands it over sees it as before: they are of its team.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    if len(note) > LONGEST_NOTE:
        raise Refused(TOO_LONG)
    with command():
        rows = Draft.objects.select_for_update().filter(shared_with__in=by.grantees_for(Permission.REFER))
        draft = rows.filter(id=draft_id).first()
        if draft is None:
            raise NotYours
        if draft.sent_at is not None:
            raise Refused(ALREADY_SENT)
        if to not in {each.id for each in may_take_over(draft.shared_with, by=by, at=at)}:
            raise Refused(NOBODY)
        draft.held_by_id, draft.note = to, note if note.strip() else None
        draft.handed_over_at, draft.handed_over_by_id = at, by.account_id
        draft.save(update_fields=["held_by", "note", "handed_over_at", "handed_over_by"])
        announce(DraftHandedOver(subject=str(draft_id), to=str(to)), at=at, by=by.account_id)
