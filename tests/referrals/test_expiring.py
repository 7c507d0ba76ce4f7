"""A draft that nobody went on with goes after its days, with its key; one that somebody goes on with stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.cases.sweeping import sweep
from opennrm.notifications.models import Message
from opennrm.partners.models import RoleHeld
from opennrm.referrals.actions import save_page
from opennrm.referrals.expiring import discard_expired, drafts_to_warn_of, expired_drafts, warn_of_expiry
from opennrm.referrals.handing_over import hand_over_draft
from opennrm.referrals.models import Draft
from opennrm.vault.models import DataKey
from tests.factories import cases as made
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_a_draft_goes_the_day_after_its_last_and_its_key_with_it() -> None:
    draft = made.draft(made.referrer())
    assert DataKey.objects.filter(id=draft).exists()
    now = timezone.now()
    assert expired_drafts(now + timedelta(days=settings.DRAFT_DAYS)) == []
    later = now + timedelta(days=settings.DRAFT_DAYS + 1)
    assert [sweep(later)["drafts that expired"] for _twice in range(2)] == [1, 0]
    assert not Draft.objects.filter(id=draft).exists()
    assert not DataKey.objects.filter(id=draft).exists()
    event = next(each for each in latest_events(5) if each.kind == "DraftDiscarded")
    assert (event.subject, event.by) == (str(draft), None)


def test_a_draft_that_was_sent_or_that_somebody_went_on_with_stays() -> None:
    made.referred()
    draft = made.draft(made.referrer())
    later = timezone.now() + timedelta(days=settings.DRAFT_DAYS + 1)
    assert expired_drafts(later) == [str(draft)]
    Draft.objects.filter(id=draft).update(expires_on=(later + timedelta(days=1)).date())
    assert discard_expired(str(draft), at=later) == 0
    assert Draft.objects.filter(id=draft).exists()


def _told() -> list[str]:
    return sorted(Message.objects.filter(line="you_have_work").values_list("recipient__name", flat=True))


def test_on_day_21_of_28_the_team_is_told_once_that_there_is_work() -> None:
    house = referrals.house()
    draft = made.draft(house.actor("officer"))
    began = timezone.now()
    assert drafts_to_warn_of(began + timedelta(days=20)) == []
    day_21 = began + timedelta(days=21)
    assert [sweep(day_21)["drafts that will soon expire"] for _twice in range(2)] == [1, 0]
    assert _told() == ["Ola Brightwater", "Tamsin Reed"]
    event = next(each for each in latest_events(5) if each.kind == "DraftExpiryNear")
    assert (event.subject, event.by) == (str(draft), None)
    assert set(event.facts) == {"expires_on"}


def test_who_goes_on_with_it_is_told_alone_and_the_team_once_they_have_left_it() -> None:
    house = referrals.house()
    officer, colleague = house.actor("officer"), house.actor("colleague")
    drafts = [made.draft(officer) for _each in range(2)]
    for draft in drafts:
        hand_over_draft(draft, to=colleague.account_id, note="", by=officer, at=house.at)
    Message.objects.all().delete()
    day_21 = timezone.now() + timedelta(days=21)
    assert warn_of_expiry(str(drafts[0]), at=day_21) == 1
    assert _told() == ["Tamsin Reed"]
    RoleHeld.objects.filter(account=house.colleague).update(until_at=house.at)
    Message.objects.all().delete()
    assert warn_of_expiry(str(drafts[1]), at=day_21) == 1
    assert _told() == ["Ola Brightwater"]


def test_somebody_who_goes_on_is_told_anew_when_they_stop_again(settings: Any) -> None:
    settings.DRAFT_DAYS, settings.DRAFT_WARNING_DAY = 10, 7
    house = referrals.house()
    draft = str(made.draft(house.actor("officer")))
    day_7 = house.at + timedelta(days=8)
    assert warn_of_expiry(draft, at=day_7) == 1
    save_page(UUID(draft), "danger-now", {"danger_now": ["no"]}, by=house.actor("officer"), at=day_7)
    assert warn_of_expiry(draft, at=day_7) == 0
    assert warn_of_expiry(draft, at=day_7 + timedelta(days=7)) == 1
