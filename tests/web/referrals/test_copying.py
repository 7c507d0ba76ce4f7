"""A copy is made by a form, after showing again that it is they; its file bears the reference alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from opennrm.audit.queries import latest_events
from tests.factories import cases, partners

pytestmark = pytest.mark.django_db


def test_a_copy_of_a_referral_is_offered_confirmed_and_made() -> None:
    who = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    reference = cases.referred(partners.actor(who))
    client, address = partners.client_for(who), reverse("referral_copy", kwargs={"reference": reference})
    assert address in client.get(reverse("referral", kwargs={"reference": reference})).content.decode()
    shown = client.get(address).content.decode()
    assert "That you made it is recorded" in shown
    assert "Linh" not in shown
    made = client.post(address, {"what": "without"})
    assert made.content.startswith(b"%PDF")
    assert made.headers["Content-Disposition"] == f'attachment; filename="{reference}.pdf"'
    assert [event.kind for event in latest_events(2)] == ["ReferralCopied", "ReferralViewed"]
    assert latest_events(1)[0].facts == {"with_whereabouts": False}
    client.post(address, {"what": "with_whereabouts"})
    assert latest_events(1)[0].facts == {"with_whereabouts": True}


def test_whoever_has_not_confirmed_lately_is_asked_to_first() -> None:
    who = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    reference = cases.referred(partners.actor(who))
    client = partners.client_for(who)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    for address in (
        reverse("referral_copy", kwargs={"reference": reference}),
        reverse("draft_copy", kwargs={"draft_id": cases.draft(partners.actor(who))}),
    ):
        assert client.post(address, {"what": "with_whereabouts"}).status_code == 403
    assert not {"ReferralCopied", "DraftCopied"} & {event.kind for event in latest_events(20)}


def test_a_copy_of_a_draft_is_made_for_the_person_to_read() -> None:
    who = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    draft_id = cases.draft(partners.actor(who))
    client, address = partners.client_for(who), reverse("draft_copy", kwargs={"draft_id": draft_id})
    assert address in client.get(reverse("draft", kwargs={"draft_id": draft_id})).content.decode()
    assert "read it through with the person" in client.get(address).content.decode()
    made = client.post(address)
    assert made.content.startswith(b"%PDF")
    assert str(draft_id) not in made.headers["Content-Disposition"]
    assert latest_events(1)[0].kind == "DraftCopied"
