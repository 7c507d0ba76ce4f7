"""Where something may be added to a referral by who refers: its draft, or what was sent of it; both name one draft."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.referrals.actions import ALREADY_SENT
from opennrm.referrals.models import Draft, Referral, ReferralAccess


def lock_draft(draft_id: UUID, *, by: Actor) -> None:
    """Hold a draft that is shared with them until the command ends. Raises `NotYours`; `Refused` once it was sent."""
    rows = Draft.objects.select_for_update().filter(shared_with__in=by.grantees_for(Permission.REFER), id=draft_id)
    row = rows.values_list("sent_at", flat=True)
    found = list(row)
    if not found:
        raise NotYours
    if found[0] is not None:
        raise Refused(ALREADY_SENT)


def lock_sent(reference: str, *, by: Actor, at: datetime) -> UUID:
    """Hold a referral that their organisation sent until the command ends; gives its draft. Raises `NotYours`."""
    let = ReferralAccess.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        grantee__in=by.grantees_for(Permission.REFER),
        referral__reference=reference,
    )
    rows = Referral.objects.select_for_update().filter(
        reference=reference, organisation_id=by.organisation_id, id__in=let.values("referral_id")
    )
    found = list(rows.values_list("draft_id", flat=True))
    if not found:
        raise NotYours
    return found[0]


def draft_of(reference: str) -> UUID:
    """The draft that a referral was written as, for a room that has itself asked who may see it. Raises `NotYours`."""
    found = Referral.objects.filter(reference=reference).values_list("draft_id", flat=True).first()
    if found is None:
        raise NotYours
    return found


def references_of(drafts: Collection[UUID]) -> dict[UUID, str]:
    """The references of the referrals that these drafts became, as far as they did."""
    return dict(Referral.objects.filter(draft_id__in=drafts).values_list("draft_id", "reference"))


def drafts_of(references: Collection[str]) -> dict[str, UUID]:
    """The drafts that these referrals were written as, by reference."""
    return dict(Referral.objects.filter(reference__in=references).values_list("reference", "draft_id"))
