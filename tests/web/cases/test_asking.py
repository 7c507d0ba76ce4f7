"""The pages of requests: the two ages, a chaser to come, an answer that becomes evidence, questions to who referred."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.models import InformationRequest
from opennrm.mechanism.calendar import legal_day
from tests.cases.test_asking import asked, returned
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=20))


def test_both_ages_are_shown_and_the_net_one_leaves_out_the_waiting(house: referrals.House) -> None:
    reference = house.adult()
    asked(house.later(5), reference)
    client = partners.client_for(house.caseworker)
    for address in (f"/cases/{reference}/", f"/cases/{reference}/requests/"):
        said = client.get(address).content.decode()
        assert "20 days since it was received" in said
        assert "5 days, without those on which a reply was waited for" in said


def test_asking_through_the_page_keeps_what_was_typed_where_something_is_wrong(house: referrals.House) -> None:
    reference = house.adult()
    client = partners.client_for(house.caseworker)
    form = {"agency": "Harbour Hospital", "agency_kind": "health", "topics": ["health"], "words": "What was treated?"}
    wrong = client.post(f"/cases/{reference}/requests/ask/", {**form, "chase_every": "weekly", "token": "one"})
    said = wrong.content.decode()
    assert wrong.status_code == 422
    assert 'href="#chase_every"' in said
    assert "Harbour Hospital" in said
    assert "weekly" in said
    day = legal_day(timezone.now()) + timedelta(days=14)
    due = {"due_on-day": str(day.day), "due_on-month": str(day.month), "due_on-year": str(day.year)}
    right = client.post(f"/cases/{reference}/requests/ask/", {**form, **due, "chase_every": "7", "token": "one"})
    assert right.status_code == 302
    shown = client.get(right.headers["Location"]).content.decode()
    assert "Not yet, every 7 days; next on" in shown


def test_a_recorded_answer_is_shown_with_the_request_and_as_evidence(house: referrals.House) -> None:
    reference = house.adult()
    request = asked(house.later(5), reference)
    client = partners.client_for(house.caseworker)
    day = legal_day(timezone.now())
    on = {"on-day": str(day.day), "on-month": f"{day:%B}", "on-year": str(day.year)}
    answer = {"answer": "answered", "text": "Burns on both hands.", **on}
    client.post(f"/cases/{reference}/requests/{request}/", answer)
    assert "Burns on both hands." in client.get(f"/cases/{reference}/requests/").content.decode()
    assert "Harbour Hospital" in client.get(f"/cases/{reference}/evidence/all/").content.decode()


def test_who_referred_sees_the_questions_and_answers_them(house: referrals.House) -> None:
    reference = house.adult()
    request = returned(house.later(18), reference)
    client = partners.client_for(house.officer)
    shown = client.get(f"/referrals/{reference}/").content.decode()
    assert "Which farm was it?" in shown
    assert "The authority has asked you questions" in shown
    address = f"/referrals/{reference}/questions/{request.id}/"
    wrong = client.post(address, {"answer": "answered", "text": ""})
    assert wrong.status_code == 422
    assert 'href="#text"' in wrong.content.decode()
    assert client.post(address, {"answer": "answered", "text": "Low Farm."}).status_code == 302
    assert "Low Farm." in client.get(f"/referrals/{reference}/").content.decode()
    assert house.case(reference).stage == "reasonable_grounds_pending"


def test_a_party_is_chosen_by_its_name_and_any_other_is_said_to_be_asked_by_hand(house: referrals.House) -> None:
    reference = house.adult()
    client, address = partners.client_for(house.caseworker), f"/cases/{reference}/requests/"
    party = house.officer.organisation.name
    assert party in html.unescape(client.get(f"{address}ask/").content.decode())
    day = legal_day(timezone.now()) + timedelta(days=14)
    due = {"due_on-day": str(day.day), "due_on-month": str(day.month), "due_on-year": str(day.year)}
    form = {"agency_kind": "other", "topics": ["health"], "words": "What was treated?", "chase_every": "7", **due}
    client.post(f"{address}ask/", {**form, "asked_of": party, "agency": "", "token": "one"})
    assert InformationRequest.objects.get().agency == party
    assert "Send it by hand" not in client.get(address).content.decode()
    other = {"asked_of": "another_organisation", "agency": "Harbour Hospital", "token": "two"}
    client.post(f"{address}ask/", {**form, **other})
    said = client.get(address).content.decode()
    assert said.count("Send it by hand") == 1
    assert "has a task to remind it" in said
