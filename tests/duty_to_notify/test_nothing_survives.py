"""No name, phone, address, e-mail or file name survives any history of edits of an anonymous notification: it is looked
for in every column of every table, after drafts were saved page by page and sent by the real actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from opennrm.audit.queries import latest_events
from opennrm.duty_to_notify.actions import send_notification
from opennrm.partners.access import Actor
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import pages_that_apply, with_page
from opennrm.questions.notification_facts import WORDS
from opennrm.questions.question import Page
from opennrm.referrals.actions import save_page, start_draft
from opennrm.referrals.models import Draft
from opennrm.referrals.queries import draft_for
from tests.duty_to_notify.everywhere import together, where
from tests.factories import cases, partners
from tests.factories import notifications as made
from tests.factories.sealing import overwrite
from tests.questions.test_edit_histories import JOURNEYS, TRACES, planting_edits, steered

pytestmark = pytest.mark.django_db
History = list[tuple[Page, dict[str, list[str]]]]
HISTORIES = st.lists(planting_edits(), min_size=1, max_size=12)
QUICKLY = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))


def written(history: History, by: Actor) -> UUID:
    """A draft that was edited so, and became an anonymous notification in the end."""
    at = timezone.now()
    draft_id = start_draft(by=by, at=at)
    for page, submitted in history:
        save_page(draft_id, page.slug, submitted, by=by, at=at)
    chosen = {**JOURNEYS["anonymous"][0], **dict.fromkeys(WORDS, "They were afraid.")}
    wanted = steered(draft_for(by, draft_id).answers, chosen)
    for page in pages_that_apply(CATALOGUE, wanted):
        submitted = {}
        for question in page.questions:
            if question.key in wanted:
                submitted |= as_submitted(question, wanted[question.key])
        saved = save_page(draft_id, page.slug, submitted, by=by, at=at)
        assert saved.page.errors == []
    return draft_id


def sent(history: History, by: Actor) -> str:
    """The same, sent."""
    draft_id = written(history, by)
    seen = draft_for(by, draft_id).version
    return send_notification(draft_id, considered=True, seen=seen, by=by, at=timezone.now())


def test_nothing_planted_is_left_in_any_table() -> None:
    by = cases.referrer()
    made.triage()

    @given(HISTORIES)
    @settings(QUICKLY, max_examples=60)
    def after(history: History) -> None:
        assert sent(history, by).startswith("DTN-")
        assert where(TRACES) == []

    after()


def test_no_row_event_or_key_joins_an_anonymous_notification_to_its_draft() -> None:
    by, at = cases.referrer(), timezone.now() + timedelta(minutes=5)
    draft_id = made.draft(by)
    seen = draft_for(by, draft_id).version
    reference = send_notification(draft_id, considered=True, seen=seen, by=by, at=at)
    assert together(reference) == ["audit_command_key", "audit_event", "duty_to_notify_anonymous"]
    assert together(reference, str(draft_id)) == []
    assert where([str(draft_id)]) == [("audit_event", "body"), ("audit_event", "subject")]
    assert {event.kind for event in latest_events(99) if event.subject == str(draft_id)} == {"DraftStarted"}
    assert {event.kind for event in latest_events(99) if event.at == at} == {"NotificationSent"}
    assert send_notification(draft_id, considered=True, seen=seen, by=by, at=at) == reference


def test_a_referral_that_follows_begins_without_a_word_on_the_notification() -> None:
    account = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    by = partners.actor(account)
    reference = made.notified(by)
    before = latest_events(1)[0].seq
    client, url = partners.client_for(account), reverse("refer_after_notification", kwargs={"reference": reference})
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    since = [event for event in latest_events(9) if event.seq > before]
    assert [event.kind for event in since if event.kind in ("NotificationViewed", "DraftStarted")] == ["DraftStarted"]
    assert reference not in str(since)


def test_what_is_planted_is_looked_for_where_it_would_stand() -> None:
    by = cases.referrer()
    made.notified(by, named=True, named_what_happened="Zubrowka", sender_role="Quill", referrer_role="Quill")
    assert where(TRACES) == [("duty_to_notify_named", "sender_role"), ("duty_to_notify_named", "what_happened")]
    draft_id = start_draft(by=by, at=timezone.now())
    overwrite(Draft.objects.filter(id=draft_id), answers={"first_name": "Zubrowka"})
    assert ("referrals_draft", "answers") in where(TRACES)


def _forgets(_catalogue: Any, answers: dict[str, Any], _page: Page, values: dict[str, Any]) -> dict[str, Any]:
    """The planted bug, one half: what no longer applies stays in the draft."""
    return answers | values


def test_the_same_property_finds_a_planted_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """Much must go wrong at once: a draft keeps what no longer applies, and neither it nor its key is removed."""
    by = cases.referrer()
    monkeypatch.setattr("opennrm.referrals.actions.with_page", _forgets)
    assert with_page is not _forgets

    def survives(history: History) -> bool:
        sent(history, by)
        return bool(where(TRACES))

    history: History = [(CATALOGUE.page("your-nation"), {"referrer_nation": ["wales"]})]
    history += [(CATALOGUE.page("age"), {"age_answer": ["under_18"]})]
    history += [(CATALOGUE.page("name"), {"first_name": ["Zubrowka"], "last_name": ["Quill"]})]
    assert not survives(history)  # the draft is gone, whatever it kept
    monkeypatch.setattr(Draft, "delete", lambda draft: None)
    monkeypatch.setattr("opennrm.referrals.actions.forget", lambda scope: None)
    monkeypatch.setattr("opennrm.referrals.taking.forget", lambda scope: None)
    as_a_child = HISTORIES.map(lambda more: [*history[:2], *more])
    assert find(as_a_child, survives, settings=settings(QUICKLY, phases=[Phase.generate], max_examples=100))
