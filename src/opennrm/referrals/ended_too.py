"""Every consent of a referral and every way to its person, those that ended too, for what leaves the house."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.referrals.models import Consent, SafeContact
from opennrm.referrals.queries import ConsentRow, SafeWay


def every_consent(reference: str) -> dict[int, tuple[ConsentRow, datetime | None]]:
    """Every consent of a referral by the id of its row, those that ended too, each with the moment of that."""
    rows = Consent.objects.filter(referral__reference=reference).order_by("id")
    columns = ("scope", "given", "cannot_consent", "how_given", "explained_in", "interpreter", "given_on")
    return {
        id_: (ConsentRow(scope, given, cannot or "", *rest), ended_at)
        for id_, ended_at, scope, given, cannot, *rest in rows.values_list("id", "ended_at", *columns)
    }


def every_safe_way(person_id: UUID) -> dict[UUID, tuple[SafeWay, datetime | None]]:
    """Every way to a person by the id of its row, those that ended too, each with the moment of that."""
    rows = SafeContact.objects.filter(person_id=person_id).order_by("recorded_at", "id")
    columns = ("audience", "channel", "addressee", "lines", "confirmed_safe", "exploited_there")
    return {
        id_: (SafeWay(audience, channel, addressee or "", tuple(lines or ()), *rest), ended_at)
        for id_, ended_at, audience, channel, addressee, lines, *rest in rows.values_list("id", "ended_at", *columns)
    }
