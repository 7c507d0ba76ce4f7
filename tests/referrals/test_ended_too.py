"""What leaves the house tells also of the consents and ways that no longer hold, and since when."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.referrals.ended_too import every_consent, every_safe_way
from opennrm.referrals.models import Consent, Referral, SafeContact
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_what_ended_is_there_with_the_moment_at_which_it_did() -> None:
    reference, at = made.referred(), timezone.now()
    person_id = Referral.objects.get(reference=reference).person_id
    ended = Consent.objects.get(referral__reference=reference, scope="support")
    Consent.objects.filter(id=ended.id).update(ended_at=at, ended_by=ended.recorded_by_id)
    assert {row.scope: since for row, since in every_consent(reference).values()} == {
        "referral": None,
        "support": at,
        "police_contact": None,
        "sharing": None,
    }
    SafeContact.objects.filter(person_id=person_id).update(ended_at=at, ended_by=ended.recorded_by_id)
    assert [since for _way, since in every_safe_way(person_id).values()] == [at]
