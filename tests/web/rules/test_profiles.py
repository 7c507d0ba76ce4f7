"""The pages of the profiles: which there are, what each says on a day, what differs, and what is only assumed."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import partners as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return made.client_for(made.account("administrator"))


def text_of(response: Any) -> str:
    """What a page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_list_tells_every_profile_with_its_dates_and_which_is_in_use(client: Client, settings: Any) -> None:
    settings.PROFILES_ADOPTED = [("borders_act_2023", "2023-01-30"), ("central_2009", "2026-01-05")]
    told = text_of(client.get("/profiles/"))
    assert "Two central competent authorities In use Key central_2009" in told
    assert "Used From Wednesday 1 April 2009 until Sunday 28 April 2019" in told
    assert "Adopted here For cases received from Monday 5 January 2026" in told
    assert re.search(r"Assumed \d+ of \d+ rules, and something about 1 of 1 changes", told)


def test_a_profile_tells_every_rule_with_its_source_and_marks_what_is_assumed(client: Client) -> None:
    told = text_of(client.get("/profiles/central_2009/"))
    assert "As it stands from Friday 31 July 2015" in told
    assert "Recovery period A bar of 45 calendar days" in told
    assert "five working days. An assumption of this product Assumed" in told
    assert "That it leaves cases already open as they were is our assumption." in told


def test_a_profile_is_shown_as_it_stood_on_a_day(client: Client) -> None:
    before, after = (text_of(client.get(f"/profiles/central_2009/?on=2015-07-{day}")) for day in (30, 31))
    assert "Trafficking England, Northern Ireland, Scotland, Wales" in before
    assert "All modern slavery England, Wales" in after


@pytest.mark.parametrize(
    ("on", "named"),
    [
        ("yesterday", "Give the day as year-month-day"),
        ("2009-03-31", "was first used on Wednesday 1 April 2009"),
        ("2026-02-30", "Give the day as year-month-day"),
        ('"><script>', "Give the day as year-month-day"),
    ],
)
def test_a_day_that_is_none_is_named_and_kept(client: Client, on: str, named: str) -> None:
    response = client.get("/profiles/central_2009/", {"on": on})
    assert response.status_code == 200
    assert named in text_of(response)
    assert f'value="{html.escape(on).replace("&quot;", "&#34;")}"' in response.content.decode()


def test_a_typed_day_becomes_the_address_and_nothing_else_does(client: Client) -> None:
    sent = client.post("/profiles/central_2009/", {"on": " 2015-07-30 "})
    assert (sent.status_code, sent.headers["Location"]) == (302, "/profiles/central_2009/?on=2015-07-30")
    assert client.post("/profiles/central_2009/", {"on": ""}).headers["Location"] == "/profiles/central_2009/"
    refused = client.post("/profiles/central_2009/", {"on": "Linh Exemple"})
    assert refused.status_code == 422
    assert 'value="Linh Exemple"' in refused.content.decode()
    assert "such as 2026-03-02" in refused.content.decode()
    assert client.post("/profiles/pilot_1999/", {"on": "2015-07-30"}).status_code == 404


def test_two_profiles_are_compared_rule_by_rule(client: Client) -> None:
    told = text_of(client.get("/profiles/compare/?one=central_2009@2015-07-31&other=borders_act_2023@2026-02-13"))
    assert (
        "Reasonable grounds: which decisions a second officer checks reasonable_grounds.second_officer Always Negatives"
        in told
    )
    assert "time_limits.recovery_review" in told
    assert "Not in this profile" in told
    assert "reasonable_grounds.decider" not in told


def test_two_versions_of_one_profile_are_compared(client: Client) -> None:
    told = text_of(client.get("/profiles/compare/?one=central_2009@2009-04-01&other=central_2009@2015-07-31"))
    assert "Whom it is for: all modern slavery scope.all_modern_slavery Not in this profile England, Wales" in told
    same = text_of(client.get("/profiles/compare/?one=central_2009@2009-04-01&other=central_2009@2009-04-01"))
    assert "Nothing differs." in same


@pytest.mark.parametrize("one", ["", "central_2009@2010-01-01", "nobody@2009-04-01", "'; DROP TABLE"])
def test_a_version_that_there_is_not_is_named(client: Client, one: str) -> None:
    response = client.get("/profiles/compare/", {"one": one})
    assert response.status_code == 200
    assert "There is a problem Choose a version from the list." in text_of(response)


def test_a_profile_that_there_is_not_is_not_found(client: Client) -> None:
    assert client.get("/profiles/pilot_1999/").status_code == 404


@pytest.mark.parametrize("role", ["first_responder", "statistician", "auditor"])
def test_others_do_not_see_them(role: str) -> None:
    assert made.client_for(made.account(role)).get("/profiles/").status_code == 403
