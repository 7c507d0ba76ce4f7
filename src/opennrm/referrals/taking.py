"""A draft that becomes something else than a referral: its answers are taken and the draft is gone with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.referrals.actions import ALREADY_SENT, at_newest_questions, saved_since
from opennrm.referrals.models import Draft
from opennrm.vault.erasing import forget


@dataclass(frozen=True, slots=True)
class TakenDraft:
    """What a draft held: its answers, and the team or person it was shared with."""

    shared_with: UUID
    answers: dict[str, Any] = field(repr=False)


def take_draft(draft_id: UUID, *, seen: int, by: Actor) -> TakenDraft:
    """Take the answers of a draft and remove it whole, inside the caller's command; nothing of it is left behind.

    `seen` is the version of the draft whose answers were checked. The history is told by the caller, who knows what
    the draft became, and whether its id may stand beside that.
    Raises `NotYours`; `Refused` once it was sent, or when somebody saved it after version `seen`.
    """
    rows = Draft.objects.select_for_update().filter(shared_with__in=by.grantees_for(Permission.REFER))
    draft = rows.filter(id=draft_id).first()
    if draft is None:
        raise NotYours
    if draft.sent_at is not None:
        raise Refused(ALREADY_SENT)
    if draft.version != seen:
        raise Refused(saved_since(draft.saved_by_id))
    taken = TakenDraft(draft.shared_with, at_newest_questions(draft.answers, draft.catalogue_version))
    draft.delete()
    forget(draft_id)
    return taken
