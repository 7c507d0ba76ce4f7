"""What is sent is what was checked: the page of answers carries the version that it showed."""

from __future__ import annotations

import re

import pytest

from opennrm.demo.answers import adult_answers, write_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.referrals.actions import save_page
from opennrm.referrals.models import Referral
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db
ROLE = {"referrer_role": ["Inspector of barges"], "referrer_phone": ["020 7946 0123"]}


def _form_of(page: str) -> dict[str, str]:
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("token", "version")}
    return {name: match[1] for name, match in found.items() if match}


def test_a_page_saved_after_the_check_is_shown_before_anything_is_sent() -> None:
    house = referrals.house()
    draft_id = write_referral(adult_answers(legal_day(house.at)), by=house.actor("officer"), at=house.at)
    address = f"/referrals/drafts/{draft_id}/check-answers/"
    client = partners.client_for(house.officer)
    checked = _form_of(client.get(address).content.decode())
    save_page(draft_id, "your-role", ROLE, by=house.actor("colleague"), at=house.at)
    refused = client.post(address, checked)
    said = refused.content.decode()
    assert refused.status_code == 409
    assert "Tamsin Reed saved an answer since you checked them" in said
    assert "Inspector of barges" in said
    assert not Referral.objects.exists()
    read_again = _form_of(said)
    assert read_again["version"] != checked["version"]
    assert client.post(address, read_again).status_code == 302
    assert client.post(address, checked).status_code == 302
    assert Referral.objects.count() == 1


def test_a_form_without_a_version_sends_nothing() -> None:
    house = referrals.house()
    draft_id = write_referral(adult_answers(legal_day(house.at)), by=house.actor("officer"), at=house.at)
    answer = partners.client_for(house.officer).post(f"/referrals/drafts/{draft_id}/check-answers/", {"token": "one"})
    assert answer.status_code == 409
    assert not Referral.objects.exists()
