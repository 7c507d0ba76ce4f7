"""A draft that nobody went on with goes after its days, with its key; one that somebody goes on with stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.cases.sweeping import sweep
from opennrm.referrals.actions import DRAFT_DAYS
from opennrm.referrals.expiring import discard_expired, expired_drafts
from opennrm.referrals.models import Draft
from opennrm.vault.models import DataKey
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_draft_goes_the_day_after_its_last_and_its_key_with_it() -> None:
    draft = made.draft(made.referrer())
    assert DataKey.objects.filter(id=draft).exists()
    now = timezone.now()
    assert expired_drafts(now + timedelta(days=DRAFT_DAYS)) == []
    later = now + timedelta(days=DRAFT_DAYS + 1)
    assert [sweep(later)["drafts that expired"] for _twice in range(2)] == [1, 0]
    assert not Draft.objects.filter(id=draft).exists()
    assert not DataKey.objects.filter(id=draft).exists()
    event = next(each for each in latest_events(5) if each.kind == "DraftDiscarded")
    assert (event.subject, event.by) == (str(draft), None)


def test_a_draft_that_was_sent_or_that_somebody_went_on_with_stays() -> None:
    made.referred()
    draft = made.draft(made.referrer())
    later = timezone.now() + timedelta(days=DRAFT_DAYS + 1)
    assert expired_drafts(later) == [str(draft)]
    Draft.objects.filter(id=draft).update(expires_on=(later + timedelta(days=1)).date())
    assert discard_expired(str(draft), at=later) == 0
    assert Draft.objects.filter(id=draft).exists()
