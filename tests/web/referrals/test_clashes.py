"""Tamsin answered what I was answering: the page comes back with both answers, whose each is, and a choice."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID

import pytest
from django.test import Client

from opennrm.referrals.actions import save_page, start_draft
from opennrm.referrals.queries import draft_for
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db
CHILD = {"age_answer": ["under_18"]}
ADULT = {"age_answer": ["adult"], "under_18_during_exploitation": ["no"]}
ROLE = {"referrer_role": "Constable", "referrer_phone": "07700 900001"}


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def _draft(house: referrals.House) -> UUID:
    draft_id = start_draft(by=house.actor("officer"), at=house.at)
    save_page(draft_id, "age", CHILD, by=house.actor("officer"), at=house.at)
    return draft_id


def _shown(client: Client, address: str) -> str:
    found = re.search(r'name="shown" value="([^"]*)"', client.get(address).content.decode())
    assert found
    return unescape(found[1])


def test_both_answers_are_shown_with_whose_they_are_and_the_one_that_is_chosen_is_kept(house: referrals.House) -> None:
    draft_id, client = _draft(house), partners.client_for(house.officer)
    address = f"/referrals/drafts/{draft_id}/your-role/"
    shown = _shown(client, address)
    theirs = {"referrer_role": ["Sergeant"], "referrer_phone": ["07700 900002"]}
    save_page(draft_id, "your-role", theirs, by=house.actor("colleague"), at=house.at)
    asked = client.post(address, {**ROLE, "shown": shown})
    said = unescape(asked.content.decode())
    assert asked.status_code == 409
    for word in (
        "Tamsin Reed",
        "Constable",
        "Sergeant",
        "07700 900001",
        "07700 900002",
        'href="#choose-referrer_role"',
    ):
        assert word in said, word
    assert draft_for(house.actor("officer"), draft_id).answers["referrer_role"] == "Sergeant"
    choices = dict(re.findall(r'name="(choose-[a-z_]+)" type="radio" value="(theirs-[0-9a-z]+)"', said))
    assert set(choices) == {"choose-referrer_role", "choose-referrer_phone"}
    # Sent again without a choice it is asked again; nothing typed is lost.
    assert client.post(address, {**ROLE, "shown": shown}).status_code == 409
    mine = choices["choose-referrer_role"].replace("theirs", "mine")
    kept = client.post(address, {**ROLE, "shown": shown, **choices, "choose-referrer_role": mine})
    assert kept.status_code == 302
    answers = draft_for(house.actor("officer"), draft_id).answers
    assert (answers["referrer_role"], answers["referrer_phone"]) == ("Constable", "07700 900002")


def test_a_form_with_an_error_still_knows_what_it_showed(house: referrals.House) -> None:
    draft_id, client = _draft(house), partners.client_for(house.officer)
    address = f"/referrals/drafts/{draft_id}/your-role/"
    shown = _shown(client, address)
    theirs = {"referrer_role": ["Sergeant"], "referrer_phone": ["07700 900002"]}
    save_page(draft_id, "your-role", theirs, by=house.actor("colleague"), at=house.at)
    wrong = client.post(address, {**ROLE, "referrer_phone": "12", "shown": shown})
    assert wrong.status_code == 422
    assert f'name="shown" value="{shown}"' in unescape(wrong.content.decode())


def test_what_was_typed_for_a_page_that_is_not_asked_any_more_is_shown_to_be_copied(house: referrals.House) -> None:
    draft_id, client = _draft(house), partners.client_for(house.officer)
    address = f"/referrals/drafts/{draft_id}/your-role/"
    shown = _shown(client, address)
    save_page(draft_id, "age", ADULT, by=house.actor("colleague"), at=house.at)
    refused = client.post(address, {**ROLE, "shown": shown})
    assert refused.status_code == 409
    said = unescape(refused.content.decode())
    assert "With the answers as they stand this is not asked" in said
    assert "Constable" in said
    assert "07700 900001" in said
