"""Whoever writes a referral sees what makes it strong, with why and where, and is stopped by none of it."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.demo.answers import adult_answers, write_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.referrals.models import Referral
from tests.factories import cases, notifications, partners

pytestmark = pytest.mark.django_db
REASON = "Not asked, because <she> was too tired to go on."
LIMIT = 60_000


def written(**changed: Any) -> tuple[Client, UUID]:
    who = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    at = timezone.now()
    draft_id = write_referral(adult_answers(legal_day(at)) | changed, by=partners.actor(who), at=at)
    return partners.client_for(who), draft_id


def test_what_is_not_known_is_shown_with_its_reason_and_what_is_thin_with_a_link() -> None:
    client, draft_id = written(treatment={"not_known": REASON}, professional_judgement="I was told to.")
    shown = client.get(reverse("draft_strength", kwargs={"draft_id": draft_id})).content.decode()
    assert "Not asked, because &lt;she&gt; was too tired to go on." in shown
    assert re.search(r"Your professional judgement\s*<strong[^>]*yellow[^>]*>\s*Could say more", shown)
    assert f"/referrals/drafts/{draft_id}/your-judgement/?change=1" in shown
    assert "Nothing here stops you from sending" in shown
    (event,) = latest_events(1)
    assert (event.kind, event.subject) == ("DraftViewed", str(draft_id))


def test_the_answers_to_check_say_it_in_short_and_are_sent_as_they_are() -> None:
    client, draft_id = written(professional_judgement="I was told to.")
    shown = client.get(reverse("check_answers", kwargs={"draft_id": draft_id})).content.decode()
    assert "marks of a strong referral are there. More could be said on: your professional judgement;" in shown
    assert reverse("draft_strength", kwargs={"draft_id": draft_id}) in shown
    assert "Once it is sent nothing of it is overwritten" in shown
    assert len(shown.encode()) < LIMIT


def test_a_page_that_a_criterion_looks_at_leads_to_it_and_another_does_not() -> None:
    client, draft_id = written()
    link = reverse("draft_strength", kwargs={"draft_id": draft_id})
    page = {slug: reverse("question", kwargs={"draft_id": draft_id, "slug": slug}) for slug in ("indicators", "gender")}
    assert link in client.get(page["indicators"]).content.decode()
    assert link not in client.get(page["gender"]).content.decode()


def test_a_sent_referral_is_shown_as_it_was_sent_instead() -> None:
    who = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    reference = cases.referred(partners.actor(who))
    draft_id = Referral.objects.get(reference=reference).draft_id
    answer = partners.client_for(who).get(reverse("draft_strength", kwargs={"draft_id": draft_id}))
    assert answer.headers["Location"] == reverse("referral", kwargs={"reference": reference})


def test_a_notification_has_nothing_to_strengthen() -> None:
    who = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    draft_id = notifications.draft(partners.actor(who))
    shown = partners.client_for(who).get(reverse("draft_strength", kwargs={"draft_id": draft_id})).content.decode()
    assert "there is nothing to strengthen" in shown
