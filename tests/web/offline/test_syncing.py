"""A device that is back asks whose it is, and sends what was written, as JSON with the token of a form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from opennrm.partners.models import Organisation
from opennrm.referrals.models import Draft
from tests.factories import partners
from tests.factories.partners import client_for
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db
ADDRESS = "/offline/drafts.json"
DRAFT: dict[str, Any] = {
    "token": "00000000-token-of-a-device",
    "pages": {"danger-now": {"danger_now": ["no"]}},
    "known": {},
    "settled": [],
}


@pytest.fixture
def here() -> House:
    found = house()
    Organisation.objects.filter(id=found.officer.organisation_id).update(works_offline=True)
    return found


def sent(client: Any, draft: Any) -> Any:
    body = draft if isinstance(draft, bytes) else json.dumps(draft)
    return client.post(ADDRESS, body, content_type="application/json")


def test_a_device_is_told_whose_it_is_by_a_name_that_tells_nothing(here: House) -> None:
    told = client_for(here.officer).get(ADDRESS).json()
    assert told["on"]
    assert told["account"] != client_for(here.colleague).get(ADDRESS).json()["account"]
    assert str(here.officer.id) not in json.dumps(told)
    assert here.officer.name not in json.dumps(told)
    assert Client().get(ADDRESS).status_code == 302


def test_a_draft_is_taken_in_and_what_came_of_it_is_told(here: House) -> None:
    client = client_for(here.officer)
    told = sent(client, DRAFT).json()
    assert told["known"] == {"danger_now": "no"}
    assert (told["errors"], told["conflicts"], told["not_asked"]) == ([], [], [])
    assert told["href"] == f"/referrals/drafts/{Draft.objects.get().id}/"
    wrong = sent(client, DRAFT | {"pages": {"danger-now": {"danger_now": ["perhaps"]}}}).json()
    assert wrong["errors"][0]["field"] == "danger_now"


def test_a_difference_is_told_in_words(here: House) -> None:
    client = client_for(here.officer)
    told = sent(client, DRAFT).json()
    yes = DRAFT | {"pages": {"danger-now": {"danger_now": ["yes"]}}}
    sent(client_for(here.officer), yes | {"known": told["known"]})
    differs = sent(client, DRAFT | {"known": {"danger_now": "not_known"}}).json()
    assert differs["conflicts"] == [
        {"key": "danger_now", "here": "No", "there": "Yes", "typed": {"danger_now": ["yes"]}, "goes": []}
    ]


def test_what_is_not_settled_stays_unknown_to_the_device_so_that_it_is_asked_again(here: House) -> None:
    client = client_for(here.officer)
    pages = DRAFT["pages"] | {"age": {"age_answer": ["not_sure"]}}
    sent(client, DRAFT | {"pages": pages})
    for wrong in ("yes", "perhaps"):
        changed = DRAFT | {"pages": pages | {"danger-now": {"danger_now": [wrong]}}}
        told = sent(client, changed | {"known": {"danger_now": "not_known"}}).json()
        assert told["known"] == {"danger_now": "not_known", "age_answer": "not_sure"}
        never = sent(client, changed | {"known": {}}).json()
        assert never["known"] == {"age_answer": "not_sure"}
    again = sent(client, DRAFT | {"pages": {"danger-now": {"danger_now": ["yes"]}}, "known": told["known"]}).json()
    assert [each["key"] for each in again["conflicts"]] == ["danger_now"]
    settled = {"known": told["known"], "settled": ["danger_now"]}
    assert sent(client, DRAFT | {"pages": {"danger-now": {"danger_now": ["yes"]}}} | settled).json()["known"] == {
        "danger_now": "yes"
    }


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b"[" * 3000,
        b"\xff\xfe",
        json.dumps(DRAFT | {"token": "short"}).encode(),
        json.dumps(DRAFT | {"token": "x" * 65}).encode(),
        json.dumps(DRAFT | {"pages": {"danger-now": {"danger_now": "no"}}}).encode(),
        json.dumps(DRAFT | {"pages": []}).encode(),
        json.dumps(DRAFT | {"known": []}).encode(),
        json.dumps(DRAFT | {"settled": "danger_now"}).encode(),
    ],
)
def test_what_is_no_draft_is_refused_in_words(here: House, body: bytes) -> None:
    answer = sent(client_for(here.officer), body)
    assert answer.status_code == 400
    assert "could not be read" in answer.json()["refused"]
    assert not Draft.objects.exists()


def test_characters_that_cannot_be_kept_are_refused_at_their_field(here: House) -> None:
    pages = {"danger-now": {"danger_now": ["no\x00"]}}
    told = sent(client_for(here.officer), DRAFT | {"pages": pages}).json()
    assert told["errors"][0]["key"] == "danger_now"


def test_it_is_off_for_everybody_else_and_needs_the_token_of_a_form(here: House) -> None:
    stranger = partners.account("first_responder")
    assert client_for(stranger).get(ADDRESS).json()["on"] is False
    refused = sent(client_for(stranger), DRAFT)
    assert refused.status_code == 422
    assert "administrator can switch that on" in refused.json()["refused"]
    assert sent(client_for(here.officer, enforce_csrf=True), DRAFT).status_code == 403
    assert sent(client_for(here.caseworker), DRAFT).status_code == 403
    assert not Draft.objects.exists()


def test_signing_out_keeps_what_is_sealed_only_where_it_is_switched_on(here: House) -> None:
    stranger = partners.account("first_responder")
    for who, clears in ((here.officer, '"cache"'), (stranger, '"cache", "storage"')):
        assert client_for(who).post("/sign-out/").headers["Clear-Site-Data"] == clears
