"""The pages of the bank holidays: a year of four nations, what was added, and adding one that came late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from opennrm.cases.actions.holidays import recount_clocks
from opennrm.cases.models import Clock, Holiday
from tests.cases.test_holidays import MONDAY
from tests.factories import cases
from tests.factories import partners as made
from tests.web.rules.test_profiles import text_of

pytestmark = pytest.mark.django_db
GIVEN = {
    "nation": ["england", "wales"],
    "day-day": "6",
    "day-month": "3",
    "day-year": "2026",
    "title": "A day of thanks",
    "reason": "Proclaimed.",
}


@pytest.fixture
def client() -> Client:
    return made.client_for(made.account("administrator", of=cases.authority_team().organisation))


def test_a_year_tells_each_nation_s_days(client: Client) -> None:
    told = text_of(client.get("/bank-holidays/?year=2026"))
    assert "Monday 30 November 2026 St Andrew's Day" in told
    assert "Tuesday 17 March 2026 St Patrick's Day" in told
    assert "None: the calendar is the one that this release brought." in told


@pytest.mark.parametrize("year", ["", "1999", "3000", "-1", "abcd", "\uff12\uff10\uff12\uff16"])
def test_a_year_that_the_calendar_does_not_have_shows_one_that_it_has(client: Client, year: str) -> None:
    response = client.get("/bank-holidays/", {"year": year})
    assert response.status_code == 200
    assert "Christmas Day" in text_of(response)


def test_one_is_added_and_the_list_says_how_much_is_still_to_be_counted(client: Client) -> None:
    reference = cases.referred(at=MONDAY)
    assert client.post("/bank-holidays/add/", GIVEN).headers["Location"] == "/bank-holidays/"
    assert set(Holiday.objects.values_list("nation", "day")) == {
        ("england", date(2026, 3, 6)),
        ("wales", date(2026, 3, 6)),
    }
    told = text_of(client.get("/bank-holidays/"))
    assert "Cases whose clocks are being counted again: 1" in told
    assert "Friday 6 March 2026 Wales A day of thanks Proclaimed." in told
    recount_clocks(MONDAY)
    assert "being counted again" not in text_of(client.get("/bank-holidays/"))
    assert Clock.objects.get(case__reference=reference, ended_at=None).due_on == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("changed", "named", "field"),
    [
        ({"nation": []}, "Choose the nations", "nation"),
        ({"day-day": "31", "day-month": "2"}, "Give the day, month and year", "day"),
        ({"day-day": "", "day-month": "", "day-year": ""}, "Give the day, month and year", "day"),
        ({"day-year": "99999999999"}, "Give the day, month and year", "day"),
        ({"day-day": "7"}, "is not a working day in England already: Saturday", "day"),
        ({"title": ""}, "what the bank holiday is called", "title"),
        ({"reason": "x" * 300}, "at most 200 characters", "reason"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_is_kept(
    client: Client, changed: dict[str, Any], named: str, field: str
) -> None:
    response = client.post("/bank-holidays/add/", GIVEN | changed)
    assert response.status_code == 422
    assert named in text_of(response)
    shown = response.content.decode()
    assert f'href="#{field}"' in shown
    assert f'id="{field}"' in shown
    assert "Proclaimed." in shown or "x" * 300 in shown
    assert not Holiday.objects.exists()


def test_an_administrator_of_another_organisation_sees_them_and_cannot_add() -> None:
    client = made.client_for(made.account("administrator"))
    assert client.get("/bank-holidays/").status_code == 200
    assert "Only an administrator of a competent authority" in text_of(client.get("/bank-holidays/add/"))
    assert client.post("/bank-holidays/add/", GIVEN).status_code == 422
    assert not Holiday.objects.exists()


def test_a_manager_sees_them_and_cannot_add() -> None:
    client = made.client_for(cases.account_of(cases.officer("manager")))
    assert "Add a bank holiday" not in text_of(client.get("/bank-holidays/"))
    assert client.get("/bank-holidays/add/").status_code == 403
