"""What the standard asks of a referral that was sent: where from, since when, and what was decided at last."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.cases.models import Case
from opennrm.cases.standard_records import record_of_sent
from opennrm.referrals.queries import referral_for
from opennrm.referrals.whole import refer_at_once
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_record_says_who_is_a_victim_once_that_was_decided() -> None:
    made.authority_team()
    by, at = made.referrer(), timezone.now()
    reference = refer_at_once(made.answers(), by=by, at=at)
    sent = referral_for(by, reference, at=timezone.now())
    record = record_of_sent(sent)
    assert record["vic_TraffickingStatus"] == "PossibleVictimOfTrafficking"
    assert record["prs_FirstName"] == made.answers()["first_name"]
    Case.objects.filter(reference=reference).update(conclusive_grounds="positive")
    assert record_of_sent(sent)["vic_TraffickingStatus"] == "ActualVictimOfTrafficking"
