"""In a cellar is no network: what was said is written on a prompt sheet, by its numbers, and entered afterwards."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from opennrm.demo.answers import adult_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.numbering import number_of
from opennrm.questions.question import Page
from tests.stories.filling import types_day
from tests.stories.people import CASEWORKER, OFFICER, House
from tests.stories.referring import GO_ON, answers_to_the_end, fills_page
from tests.stories.ways import KEYBOARD, WAYS, at_work

WHO = "Zoë Quill, health visitor"


@pytest.mark.parametrize("way", WAYS)
def test_a_referral_taken_down_on_paper_and_entered_afterwards(house: House, way: str) -> None:
    today = legal_day(timezone.now())
    answers = adult_answers(today)

    # Given an officer who prints the sheet for an adult before a visit
    officer = at_work(house, OFFICER, way).opens("/referrals/").presses("Refer somebody")
    officer.follows("Prompt sheets with every question, to print").sees("Prompt sheet: questions, version")
    number = number_of(CATALOGUE, "first_name")
    officer.sees(f"{number}. {CATALOGUE.question('first_name').ask}")
    if way != KEYBOARD:  # which saves no file by a key
        assert officer.downloads("The same to print (PDF)").startswith(b"%PDF")

    # When they are back, and say when it was written but not by whom
    officer.follows("Back").follows("Begin from paper")
    officer.fills({**types_day("written", today - timedelta(days=2)), "written_by": [""]}).presses("Begin")
    # Then that is asked for, and the day is still there
    assert len(officer.problems()) == 1
    assert officer.page.locator("main [name=written-day]").input_value() == str((today - timedelta(days=2)).day)
    officer.fills({"written_by": [WHO]}).presses("Begin").sees(f"by {WHO}.")

    # When they go to a number of the sheet that is not asked yet, they are told what comes first
    officer.fills({"number": [str(number)]}).presses("Go to it")
    assert "With the answers so far this is not asked" in officer.problems()[0]
    # And by the number of another they come to its page, which says its number
    officer.fills({"number": [str(number_of(CATALOGUE, "referrer_nation"))]}).presses("Go to it")
    officer.sees(f"Question {number_of(CATALOGUE, 'referrer_nation')}")
    fills_page(officer, answers)
    officer.presses(GO_ON)

    # When they type what stands there, page by page
    draft = officer.path.rsplit("/", 2)[0] + "/"
    officer.opens(f"{draft}danger-now/")
    assert "age" in answers_to_the_end(officer, answers, until="consent")
    rest_is_typed(draft, answers)
    officer.opens(draft).fills({"number": [str(number)]}).presses("Go to it")
    assert officer.path == f"{draft}name/"
    officer.opens(f"{draft}check-answers/").presses("Send the referral").sees("Referral received")

    # Then whoever decides sees that it was on paper first, when, and who wrote it
    caseworker = at_work(house, CASEWORKER, way).opens(f"/cases/{house.reference_on(officer)}/")
    caseworker.sees("Written down on paper first").sees(WHO)


def rest_is_typed(draft: str, answers: dict[str, object]) -> None:
    """The pages that are left, saved as a colleague would who has the sheet."""
    from opennrm.partners.actors import actor_of
    from opennrm.questions.journey import pages_that_apply
    from opennrm.referrals.actions import save_page
    from tests.stories.referring import inputs_of

    by, at = actor_of(OFFICER, timezone.now()), timezone.now()
    draft_id = UUID(draft.rstrip("/").rsplit("/", 1)[1])
    pages: list[Page] = pages_that_apply(CATALOGUE, answers)
    for page in pages:
        save_page(draft_id, page.slug, inputs_of(page, answers), by=by, at=at)
