"""The pages of independent review as each of its people sees them: nothing for axe to find, nothing cut off."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.watching import look
from tests.stories.people import CASEWORKER, SECOND_OFFICER, House, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CONVENER = "convener@assurance-panel.example"
REVIEWERS = ("jocasta@assurance-panel.example", "lena@assurance-panel.example", "solange@assurance-panel.example")


@pytest.fixture(autouse=True)
def _adopted(settings: Any) -> None:
    settings.PROFILES_ADOPTED = [("single_authority_2019", "2020-01-01")]


def goes_to_review(house: House) -> str:
    """A negative decision, countersigned; gives the reference of its case."""
    reference = house.has_case()
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/").presses("Decide on reasonable grounds")
    caseworker.fills({"outcome": ["negative"], "reasons": ["The account differs."]}).presses("Continue")
    second_officer = house.at_work(SECOND_OFFICER).opens(f"/cases/{reference}/").presses("Check the decision")
    second_officer.fills({"agreed": ["yes"]}).presses("Continue")
    return reference


def sees_it(person: Person, name: str) -> Person:
    """The page fits, and axe finds nothing."""
    look(person.page, f"independent-review-{name}")
    return person


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_each_page_fits_and_axe_finds_nothing(house: House, scripts: bool) -> None:
    options = {} if scripts else {"java_script_enabled": False}
    convener = house.at_work(CONVENER, **options)
    if scripts:
        sees_it(convener.opens("/reviews/to-convene/"), "none-to-convene")
        sees_it(house.at_work(REVIEWERS[0]).opens("/reviews/"), "none-of-ones-own")
    reference = goes_to_review(house)
    convener.opens("/reviews/to-convene/")
    convener.follows(reference)
    boxes = convener.page.locator('main [name="reviewer"]')
    convener.presses("Name them").sees("Choose at least 3")
    names = [box.get_attribute("value") or "" for box in boxes.all()]
    convener.fills({"reviewer": names}).presses("Name them").sees("has not declared yet")
    reviewer = house.at_work(REVIEWERS[0], **options).opens("/reviews/").follows(reference)
    reviewer.fills({"interest": ["none"]}).presses("Continue").presses("Give this opinion")
    reviewer.sees("Answer this")
    if scripts:
        sees_it(reviewer, "opinion-refused")
        sees_it(convener, "reviewers")
        sees_it(convener.opens("/reviews/to-convene/"), "to-convene")
        sees_it(reviewer.opens("/reviews/"), "own")
        second = house.at_work(REVIEWERS[1]).opens("/reviews/").follows(reference)
        sees_it(second.presses("Continue").sees("Say whether you have an interest"), "declare-refused")
