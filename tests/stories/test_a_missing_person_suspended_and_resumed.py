"""A person goes missing: decided anyway where that can be, else suspended until a day of review, and gone on with."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from opennrm.mechanism.calendar import legal_day
from tests.stories.people import CASEWORKER, House


def typed(day: date) -> dict[str, list[str]]:
    return {"review_on-day": [str(day.day)], "review_on-month": [str(day.month)], "review_on-year": [str(day.year)]}


def test_a_missing_person_suspended_and_resumed(house: House) -> None:
    # Given a case whose person cannot be found
    reference = house.has_case()
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/").presses("Suspend")

    # When the evidence suffices, the case is not suspended
    caseworker.fills({"evidence_suffices": ["yes"]}).presses("Suspend the case")
    assert caseworker.problems() == ["The evidence suffices, so decide although the person is missing."]

    # When it does not, a day is needed on which somebody looks again
    today = legal_day(timezone.now())
    caseworker.fills({"evidence_suffices": ["no"], "reason": ["missing"], **typed(today)})
    caseworker.presses("Suspend the case")
    assert caseworker.problems() == ["Give a day after today on which the suspension will be looked at again."]
    caseworker.fills(typed(today + timedelta(days=14))).presses("Suspend the case")

    # Then the case waits, and its clock does not
    caseworker.sees("Suspended before reasonable grounds").sees("Suspension to be looked at on")
    caseworker.sees("without the days suspended").sees("Target")

    # And when she is found it goes on where it stood
    caseworker.presses("Look at the suspension").fills({"goes_on": ["resume"]}).presses("Save")
    caseworker.sees("Waiting for a reasonable-grounds decision").sees("The case was resumed.")
    caseworker.does_not_see("Suspension to be looked at on")
