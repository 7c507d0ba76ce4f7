"""Somebody whose session ended while they typed gets back what they typed, and is told that nothing was received."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from opennrm.partners.models import SignedInSession
from opennrm.referrals.actions import start_draft
from opennrm.referrals.queries import draft_for
from tests.factories import partners

ADDRESS = "question"


@pytest.mark.django_db
def test_what_was_typed_is_given_back_and_nothing_was_kept() -> None:
    officer = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    actor = partners.actor(officer)
    draft_id = start_draft(by=actor, at=timezone.now())
    client = partners.client_for(officer)
    address = reverse(ADDRESS, kwargs={"draft_id": draft_id, "slug": "your-role"})
    typed = {"referrer_role": "Constable <of> the marsh", "referrer_phone": "020 7946 0321"}
    SignedInSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=16))

    answer = client.post(address, typed)

    assert answer.status_code == 403
    said = answer.content.decode()
    assert "NOT received: you were signed out" in said
    assert "Constable &lt;of&gt; the marsh" in said
    assert f"{reverse('account_login')}?next=" in said
    assert draft_for(actor, draft_id).answers == {}


@pytest.mark.django_db
def test_a_stranger_is_only_led_to_sign_in() -> None:
    officer = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    draft_id = start_draft(by=partners.actor(officer), at=timezone.now())
    address = reverse(ADDRESS, kwargs={"draft_id": draft_id, "slug": "your-role"})
    answer = partners.client_for(None).post(address, {"referrer_role": "anything"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
