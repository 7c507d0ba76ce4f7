"""What happens to a referral is told to the webhooks of the organisation that sent it: its kind and the reference."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.mechanism.events import Event, ReferralSubmitted
from opennrm.notifications.webhook_calls import queue_calls
from opennrm.referrals.models import Referral

RECEIVED, CHANGED = "referral.received", "referral.status_changed"


def tell_systems(event: Event, at: datetime, by: UUID | None) -> None:
    """Keep the calls that follow; they are made once this is kept."""
    reference = event.case or event.subject
    organisation_id = Referral.objects.values_list("organisation_id", flat=True).filter(reference=reference).first()
    if organisation_id is not None:
        kind = RECEIVED if isinstance(event, ReferralSubmitted) else CHANGED
        queue_calls(organisation_id, kind, reference, at=at)
