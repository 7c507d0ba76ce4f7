"""An administrator sees what another profile would have changed before anybody is asked to confirm it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from opennrm.mechanism.calendar import legal_day
from opennrm.partners.models import ProfileChange
from tests.factories import cases, referrals
from tests.factories import partners as made
from tests.web.rules.test_profiles import text_of

pytestmark = pytest.mark.django_db
PROPOSE = "/profiles/change/"


def typed(day: str) -> dict[str, str]:
    year, month, of_month = day.split("-")
    return {
        "profile": "central_2009",
        "from_day-day": of_month,
        "from_day-month": month,
        "from_day-year": year,
        "reason": "The partnership agreed.",
    }


def administrator(name: str) -> Client:
    return made.client_for(made.account("administrator", of=cases.authority_team().organisation, name=name))


def test_a_change_is_tried_proposed_and_refused_by_a_second_person() -> None:
    house = referrals.house()
    house.adult()
    one, second = administrator("Ada Keep"), administrator("Abe Mill")
    day = legal_day(house.at) + timedelta(days=40)
    form = typed(day.isoformat())
    tried = one.post(PROPOSE, form)
    assert tried.status_code == 200
    assert "tried on the 1 latest cases" in text_of(tried)
    assert f'name="tried" value="central_2009@{day.isoformat()}"' in tried.content.decode()
    assert "The partnership agreed." in tried.content.decode(), "nothing typed is lost"
    assert not ProfileChange.objects.exists()

    other = form | {"tried": f"pilot_2015@{day.isoformat()}"}
    assert one.post(PROPOSE, other).status_code == 200, "what was not tried is tried, and not proposed"
    proposed = one.post(PROPOSE, form | {"tried": f"central_2009@{day.isoformat()}"})
    change = proposed.headers["Location"]
    assert "Waits for a second administrator" in text_of(one.get(change))
    assert "Waits for a second administrator" in text_of(second.get("/profiles/"))
    own = text_of(one.get(f"{change}settle/"))
    assert "Take it back" in own
    assert "Confirm it" not in own
    settle = text_of(second.get(f"{change}settle/"))
    assert "UK Human Trafficking Centre" in settle
    assert "tried on the 1 latest cases" in settle
    refused = second.post(f"{change}settle/", {"answer": "confirm"})
    assert refused.status_code == 422
    assert "These have no team yet" in text_of(refused)
    assert second.post(f"{change}settle/", {}).status_code == 422
    assert second.post(f"{change}settle/", {"answer": "refuse"}).headers["Location"] == change
    assert "Refused or taken back" in text_of(one.get(change))
    assert one.get(f"{change}settle/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "told", "field"),
    [
        ({"profile": ""}, "Choose one of the profiles", "profile"),
        ({"from_day-day": "31", "from_day-month": "2"}, "must be a day that is in the calendar", "from_day-day"),
        ({"from_day-year": "2001"}, "Give a day after today", "from_day-day"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_is_kept(changed: dict[str, str], told: str, field: str) -> None:
    answered = administrator("Ada Keep").post(PROPOSE, typed("2090-03-04") | changed)
    assert answered.status_code == 422
    assert told in text_of(answered)
    assert f'href="#{field}"' in answered.content.decode()
    assert "The partnership agreed." in answered.content.decode()


def test_an_administrator_of_another_organisation_is_told_why_not() -> None:
    cases.authority_team()
    client = made.client_for(made.account("administrator", of=made.organisation()))
    assert "Only administrators of a competent authority" in text_of(client.get(PROPOSE))
