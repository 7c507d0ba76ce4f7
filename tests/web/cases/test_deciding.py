"""Forms about a decision that were refused because the case changed show what it changed to."""

from __future__ import annotations

import re

import pytest

from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


def _hidden(page: str) -> dict[str, str]:
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("text_hash", "version")}
    return {name: match[1] for name, match in found.items() if match}


@pytest.mark.proves("REL-13")
def test_a_yes_is_not_kept_over_a_text_that_was_not_read() -> None:
    house = referrals.house()
    reference = house.adult()
    house.decide(reference, "negative", "The first text.")
    address = f"/cases/{reference}/reasonable-grounds/check/"
    client = partners.client_for(house.second_officer)
    read = _hidden(client.get(address).content.decode())
    house.decide(reference, "negative", "Another text.")
    refused = client.post(address, {**read, "agreed": "yes", "remark": "Only a word."})
    said = refused.content.decode()
    assert refused.status_code == 409
    assert "The text below is new" in said
    assert "Another text." in said
    assert "Only a word." in said
    assert " checked" not in said
    assert _hidden(said)["text_hash"] != read["text_hash"]


def test_a_yes_stays_chosen_where_only_the_remark_is_wrong() -> None:
    house = referrals.house()
    reference = house.adult()
    house.decide(reference, "negative")
    address = f"/cases/{reference}/reasonable-grounds/check/"
    client = partners.client_for(house.second_officer)
    read = _hidden(client.get(address).content.decode())
    said = client.post(address, {**read, "agreed": "yes", "remark": "x" * 15_001}).content.decode()
    assert "The text below is new" not in said
    assert " checked" in said


@pytest.mark.proves("REL-13")
def test_a_decision_refused_as_stale_shows_what_was_put_forward_meanwhile() -> None:
    house = referrals.house()
    reference = house.adult()
    seen = house.case(reference).version
    client = partners.client_for(house.caseworker)
    assert client.get(f"/cases/{reference}/reasonable-grounds/").status_code == 200
    house.decide(reference, "negative", "What Bea wrote.", who="second_caseworker")
    form = {"outcome": "negative", "reasons": "What Imran wrote.", "version": str(seen)}
    asked = client.post(f"/cases/{reference}/reasonable-grounds/", form)  # Bea holds it by now
    assert asked.status_code == 403
    assert "What Imran wrote." in asked.content.decode()
    assert "What Bea wrote." not in asked.content.decode()
    refused = client.post(f"/cases/{reference}/reasonable-grounds/", {**form, "why-reason": "duty"})
    said = refused.content.decode()
    assert refused.status_code == 409
    above, _, below = said.partition("The standard that applies")
    assert "How the case stands now" in above
    assert "What Bea wrote." in above
    assert "by Bea Lock" in above
    assert "What Imran wrote." in below
