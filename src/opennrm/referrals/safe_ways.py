"""Changing the way by which letters reach somebody: the earlier ways end, and nothing is sent by them any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.mechanism.events import SafeContactEnded, SafeContactRecorded
from opennrm.referrals.models import Referral, SafeContact
from opennrm.referrals.sending import hash_of_contact


def replace_safe_ways(
    reference: str,
    *,
    audience: str,
    channel: str,
    addressee: str,
    lines: Sequence[str],
    confirmed_safe: bool,
    at: datetime,
    by: UUID,
) -> None:
    """End every way that stands and keep this one, inside the caller's command.

    Whoever calls has asked whether it may be one.
    """
    person_id = end_safe_ways(reference, at=at, by=by)
    kept = SafeContact.objects.create(
        person_id=person_id,
        audience=audience,
        channel=channel,
        addressee=addressee or None,
        lines=list(lines) or None,
        confirmed_safe=confirmed_safe,
        recorded_at=at,
        recorded_by_id=by,
    )
    recorded = SafeContactRecorded(
        subject=reference,
        case=reference,
        audience=kept.audience,
        channel=kept.channel,
        confirmed_safe=kept.confirmed_safe,
        contact_hash=hash_of_contact(kept),
    )
    announce(recorded, at=at, by=by)


def end_safe_ways(reference: str, *, at: datetime, by: UUID | None) -> UUID:
    """End every way that stands, inside the caller's command: nobody is written to until one is confirmed again.

    Gives the id of the person whose ways they were.
    """
    person_id = Referral.objects.values_list("person_id", flat=True).get(reference=reference)
    for earlier in SafeContact.objects.select_for_update().filter(person_id=person_id, ended_at__isnull=True):
        earlier.ended_at, earlier.ended_by_id = at, by
        earlier.save(update_fields=["ended_at", "ended_by"])
        ended = SafeContactEnded(
            subject=reference,
            case=reference,
            audience=earlier.audience,
            channel=earlier.channel,
            contact_hash=hash_of_contact(earlier),
        )
        announce(ended, at=at, by=by)
    return person_id
