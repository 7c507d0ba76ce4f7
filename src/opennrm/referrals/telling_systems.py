"""What happens to a referral is told to the webhooks of the organisation that sent it: its kind and the reference."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.mechanism.events import Event, FileScanned, ReferralSubmitted
from opennrm.notifications.webhook_calls import queue_calls
from opennrm.referrals.models import Referral

RECEIVED, CHANGED, EXAMINED = "referral.received", "referral.status_changed", "referral.file_examined"
OTHERWISE: dict[type[Event], str] = {ReferralSubmitted: RECEIVED, FileScanned: EXAMINED}
"""What is called by another name than that where it stands changed."""


def tell_systems(event: Event, at: datetime, by: UUID | None) -> None:
    """Keep the calls that follow; they are made once this is kept. Of what is with a draft nobody is told."""
    reference = event.case or event.subject
    organisation_id = Referral.objects.values_list("organisation_id", flat=True).filter(reference=reference).first()
    if organisation_id is not None:
        queue_calls(organisation_id, OTHERWISE.get(type(event), CHANGED), reference, at=at)
