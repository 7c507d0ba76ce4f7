"""Each change of where a referral stands follows to the webhooks of who sent it; without any, nothing is kept."""

from __future__ import annotations

import pytest

from opennrm.consequences import CONSEQUENCES
from opennrm.mechanism import events
from opennrm.notifications.models import WebhookCall
from opennrm.referrals.telling_systems import tell_systems
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_the_events_that_change_where_a_referral_stands_are_followed() -> None:
    followed = {event for event, follows in CONSEQUENCES.items() if tell_systems in follows}
    assert followed >= {events.ReferralSubmitted, events.ReasonableGroundsDecided, events.CaseClosed}


def test_without_a_webhook_nothing_is_kept() -> None:
    made.authority_team()
    made.referred(made.referrer())
    assert not WebhookCall.objects.exists()
