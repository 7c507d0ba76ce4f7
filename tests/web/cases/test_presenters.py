"""The page of a case: its buttons in groups, its clocks in words, and the rules it stands under."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


def page_of(client: Client, reference: str) -> str:
    return client.get(f"/cases/{reference}/").content.decode()


def groups_on(page: str) -> dict[str, list[str]]:
    """The words of the buttons on a page by the heading that they stand under."""
    found = re.findall(r'nrm-steps">(.*?)</h2>(.*?)(?=<h2|<nav)', page, re.S)
    return {
        title: [" ".join(each.split()) for each in re.findall(r">([^<>]+)</(?:a|button)>", m)] for title, m in found
    }


def test_what_comes_next_stands_first_and_what_ends_a_case_last() -> None:
    house = referrals.house()
    reference = house.adult()
    groups = groups_on(page_of(partners.client_for(house.caseworker), reference))
    assert list(groups) == ["Next step", "Work on the case", "Change the course of the case"]
    assert groups["Next step"] == ["Decide on reasonable grounds"]
    assert "Close without a decision" in groups["Change the course of the case"]


def test_what_a_case_waits_for_is_its_next_step() -> None:
    house = referrals.house()
    first = house.adult(date_of_birth="1990-01-01")
    reference = house.adult(date_of_birth="1990-01-01")  # the same person again
    assert first != reference
    groups = groups_on(page_of(partners.client_for(house.caseworker), reference))
    assert groups["Next step"] == ["Sort the case"]
    assert "Sort the case" not in groups["Change the course of the case"]


def test_who_may_only_look_sees_no_heading_of_things_to_do() -> None:
    house = referrals.house()
    reference = house.adult()
    groups = groups_on(page_of(partners.client_for(house.second_officer), reference))
    assert groups == {"Work on the case": ["Disclosures and holds", "Who works on this case, and who looked at it"]}


def test_clocks_say_what_they_ask_for_and_the_case_its_rules() -> None:
    house = referrals.house()
    reference = house.adult()
    house.decide(reference, "positive")
    page = page_of(partners.client_for(house.caseworker), reference)
    assert "Not before: " in page
    assert "No time limit" in page
    assert page.count("Two competent authorities under the Nationality and Borders Act 2022, as it stood from") == 2


def test_the_work_list_begins_with_what_presses() -> None:
    house = referrals.house()
    house.adult()
    page = partners.client_for(house.caseworker).get("/cases/").content.decode()
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page)
    assert heads[:5] == ["Reference", "Next clock", "Stands at", "Held by", "Flags"]


def test_where_it_happened_stands_in_a_table_and_on_a_map_and_where_she_is_now_in_neither() -> None:
    house = referrals.house()
    places = {"exploitation_where": "uk", "exploitation_uk_towns": ["boston", "abercarn", "abersychan"]}
    reference = house.adult(**places, staying_town="dover")
    page = page_of(partners.client_for(house.caseworker), reference)
    part = page[page.index('id="places"') : page.index('id="referral"')]
    assert re.findall(r"<td[^>]*>([^<]+)</td>", part)[2::3] == ["52.98, -0.03", "51.65, -3.13", "Not known"]
    assert part.count("<circle") == 2
    assert "Dover" not in page
