"""Each change of where a referral stands follows to the webhooks of who sent it; without any, nothing is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from opennrm.consequences import CONSEQUENCES
from opennrm.evidence.examining import examine_what_waits
from opennrm.mechanism import events
from opennrm.notifications.models import Webhook, WebhookCall
from opennrm.referrals.telling_systems import tell_systems
from tests.evidence.sent import referred_with_files
from tests.factories import cases as made
from tests.factories import files

pytestmark = pytest.mark.django_db


def test_the_events_that_change_where_a_referral_stands_are_followed() -> None:
    followed = {event for event, follows in CONSEQUENCES.items() if tell_systems in follows}
    assert followed >= {
        events.ReferralSubmitted,
        events.ReasonableGroundsDecided,
        events.CaseClosed,
        events.FileScanned,
    }


def test_without_a_webhook_nothing_is_kept() -> None:
    made.authority_team()
    made.referred(made.referrer())
    assert not WebhookCall.objects.exists()


def test_that_a_file_was_examined_is_told_of_a_referral_and_not_what_was_found(settings: Any) -> None:
    settings.CLAMD = "unix:/nowhere"
    ola = made.referrer()
    Webhook.objects.create(
        organisation_id=ola.organisation_id,
        address="https://hook.example/in",
        made_at=timezone.now(),
        made_by_id=ola.account_id,
        next_attempt_at=timezone.now(),
    )
    reference = referred_with_files(ola, files.jpg())
    files.added(made.draft(ola), ola, files.pdf(), name="a.pdf")  # with a draft, which has no reference yet
    examine_what_waits(timezone.now(), scan=lambda content: content.startswith(b"\xff\xd8"))
    told = [call["kind"] for call in WebhookCall.objects.order_by("happened_at").values("kind", "reference")]
    assert told == ["referral.received", "referral.file_examined"]
    assert set(WebhookCall.objects.values_list("reference", flat=True)) == {reference}
