"""The pages of a reconsideration: asked for, refused in words, and made afresh."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.mechanism.calendar import legal_day
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


def test_a_negative_is_asked_about_and_made_afresh_through_the_pages() -> None:
    house = referrals.house(timezone.now() - timedelta(days=5))
    reference = house.adult()
    house.decide(reference, "negative")
    house.check(reference)
    house.serve(reference)
    client = partners.client_for(house.caseworker)
    assert "Record a request for reconsideration" in client.get(f"/cases/{reference}/").content.decode()
    day = legal_day(timezone.now())
    form = {
        "requester": "first_responder",
        "grounds": ["additional_evidence"],
        "words": "A neighbour has spoken.",
        "on-day": str(day.day),
        "on-month": str(day.month),
        "on-year": str(day.year),
        "facing_removal": "no",
        "version": str(house.case(reference).version),
    }
    wrong = client.post(f"/cases/{reference}/reconsideration/", {**form, "requester": ""})
    assert wrong.status_code == 422
    assert 'href="#requester"' in wrong.content.decode()
    assert "A neighbour has spoken." in wrong.content.decode()
    assert client.post(f"/cases/{reference}/reconsideration/", form).status_code == 302
    asked = client.get(f"/cases/{reference}/reconsideration/answer/").content.decode()
    assert "A neighbour has spoken." in asked
    answer = {"version": str(house.case(reference).version), "answer": "We look again."}
    assert client.post(f"/cases/{reference}/reconsideration/answer/", answer).status_code == 422
    assert client.post(f"/cases/{reference}/reconsideration/answer/", {**answer, "accepted": "yes"}).status_code == 302
    said = client.get(f"/cases/{reference}/").content.decode()
    assert "Served, and later reconsidered" in said
    assert "Decide on reasonable grounds" in said
