"""People of one family or group: the next one's referral starts from what they share, and those who may see both do.

The draft with which a group began names it. What is shared lies in the new draft apart from its answers: it stands in
each page as a suggestion, and is an answer once somebody looked it over and saved the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from opennrm.audit.once import made_once
from opennrm.audit.record import command
from opennrm.mechanism.refusal import refuse_if
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.questions.groups import shared_answers
from opennrm.referrals.actions import start_draft
from opennrm.referrals.models import Draft, Referral, ReferralAccess
from opennrm.referrals.queries import draft_for, referral_for


@dataclass(frozen=True, slots=True)
class OfAGroup:
    """Somebody else of a group, as whoever wrote both knows them: a draft, or a referral that was sent."""

    draft_id: UUID
    reference: str | None
    started_at: datetime


def start_after_draft(draft_id: UUID, *, token: str, by: Actor, at: datetime) -> UUID:
    """Begin a referral of another person of the group that a draft is of; gives the new draft's id. Raises `NotYours`.

    Sent again with the same `token` it is begun once.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    with command():
        read = draft_for(by, draft_id)
        return _begun(read.same_group or draft_id, read.answers, token=token, by=by, at=at)


def start_after_referral(reference: str, *, token: str, by: Actor, at: datetime) -> UUID:
    """The same after a referral that was sent, from its answers as they stand."""
    refuse_if(refusal_to_act(by, Permission.REFER))
    with command():
        read = referral_for(by, reference, at=at)
        return _begun(group_of(reference), read.answers, token=token, by=by, at=at)


def group_of(reference: str) -> UUID:
    """The group of a referral, whether or not there is anybody else in it; for who has asked who may see it."""
    group, draft_id = Referral.objects.values_list("same_group", "draft_id").get(reference=reference)
    return group or draft_id


def references_in_group(reference: str) -> QuerySet[Referral, str]:
    """The references of the others in the group of a referral, within a query of a room that asks who may see each."""
    own = Referral.objects.filter(reference=reference)
    group = Subquery(own.annotate(group=Coalesce("same_group", "draft_id")).values("group")[:1])
    others = Referral.objects.filter(Q(draft_id=group) | Q(same_group=group)).exclude(reference=reference)
    return others.values_list("reference", flat=True)


def taken_over(draft_id: UUID) -> dict[str, Any]:
    """What a draft started from, for a face that has itself read the draft by name of who asks."""
    return Draft.objects.values_list("taken_over", flat=True).get(id=draft_id) or {}


def others_of_group(actor: Actor, group: UUID, *, but: UUID | str, at: datetime) -> list[OfAGroup]:
    """The drafts and referrals of a group that the actor may see, in the order in which they were begun."""
    of_it = Q(id=group) | Q(same_group=group)
    drafts = Draft.objects.filter(
        of_it, sent_at__isnull=True, shared_with__in=actor.grantees_for(Permission.REFER)
    ).values_list("id", "started_at")
    let = ReferralAccess.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at), grantee__in=actor.grantees, from_at__lte=at
    )
    sent = Referral.objects.filter(Q(draft_id=group) | Q(same_group=group), id__in=let.values("referral_id"))
    found = [OfAGroup(id_, None, started_at) for id_, started_at in drafts]
    found += [OfAGroup(*row) for row in sent.values_list("draft_id", "reference", "submitted_at")]
    return sorted(
        (each for each in found if but not in (each.draft_id, each.reference)), key=lambda one: one.started_at
    )


def _begun(group: UUID, answers: dict[str, Any], *, token: str, by: Actor, at: datetime) -> UUID:
    def begin() -> UUID:
        draft_id = start_draft(by=by, at=at, same_group=group)
        draft = Draft.objects.get(id=draft_id)
        draft.taken_over = shared_answers(answers)
        draft.save(update_fields=["taken_over"])
        return draft_id

    body = {"another": str(group)}
    return made_once(begin, who=by.account_id, token=f"another:{token}", body=body, at=at)
