"""Whoever referred is shown what they said of where the person is, and nobody else's; each time is in the history."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.referrals.queries import referral_read
from opennrm.referrals.revealing import kept_of_referral, reveal_in_referral
from tests.factories import partners
from tests.factories.referrals import house

pytestmark = pytest.mark.django_db


def test_the_referrer_is_shown_their_own_words_and_a_stranger_nothing() -> None:
    here = house()
    reference = here.adult()
    (kept,) = reveal_in_referral(reference, what="phone", by=here.actor("officer"), at=timezone.now())
    assert kept.lines == ("07700 900123",)
    (row,) = EventRow.objects.filter(kind="WhereaboutsRevealed")
    assert json.loads(row.body)["facts"]["shown"] == "phone"
    stranger = partners.actor(partners.account("first_responder", in_team=partners.team(partners.organisation())))
    with pytest.raises(NotYours):
        reveal_in_referral(reference, what="phone", by=stranger, at=timezone.now())
    with pytest.raises(Refused):
        reveal_in_referral(reference, what="email", by=here.actor("officer"), at=timezone.now())
    assert EventRow.objects.filter(kind="WhereaboutsRevealed").count() == 1


def test_a_referral_keeps_its_phone_address_and_town() -> None:
    kept = kept_of_referral(referral_read(house().adult()))
    assert [each.what.value for each in kept] == ["phone", "address", "place", "place"]
