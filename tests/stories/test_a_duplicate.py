"""The same person is referred twice: proposed, looked at, and closed as a duplicate that both cases tell of."""

from __future__ import annotations

from django.utils import timezone

from opennrm.demo.answers import adult_answers
from opennrm.mechanism.calendar import legal_day
from tests.stories.people import CASEWORKER, MANAGER, House


def test_a_duplicate(house: House) -> None:
    # Given a person who was referred, and is referred again
    answers = adult_answers(legal_day(timezone.now()))
    first = house.has_case(answers)
    second = house.has_case(answers | {"first_name": "LINH"})

    # When a caseworker opens the second case, it waits for somebody to look
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{second}/")
    caseworker.sees("It may be the same person: compare them. Nothing was merged.").sees(first)
    caseworker.presses("Sort the case").fills({"sorted": ["duplicate"]}).presses("Continue")
    assert caseworker.problems() == ["Enter the reference of the other case"]
    caseworker.fills({"duplicate_of": [first.lower()]}).presses("Continue")

    # Then it is closed, and both tell of it
    caseworker.sees("Closed as a duplicate of").sees(first)
    caseworker.opens(f"/cases/{first}/").sees("Its duplicate").sees(second)

    # And a manager can put it right
    manager = house.at_work(MANAGER).opens(f"/cases/{second}/").presses("Reopen")
    manager.fills({"reason": ["not_a_duplicate"]}).presses("Reopen the case").sees("Triage")
