"""An adult whom nothing may be posted to: the officer who referred hands the letter over, and says so."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.cases.actions.deciding import decide_reasonable_grounds
from opennrm.cases.queries import case_for
from opennrm.demo.answers import adult_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.actors import actor_of
from tests.stories.people import CASEWORKER, OFFICER, House

pytestmark = [pytest.mark.story, pytest.mark.browser]


def test_a_letter_that_cannot_be_posted_is_handed_over(house: House) -> None:
    answers = adult_answers(legal_day(timezone.now())) | {"decision_by": ["no_safe_way_yet"]}
    reference, at = house.has_case(answers), timezone.now()
    caseworker = actor_of(CASEWORKER, at)
    seen = case_for(caseworker, reference, at=at).version
    decide_reasonable_grounds(reference, outcome="positive", reasons="", seen=seen, by=caseworker, at=at)

    officer = house.at_work(OFFICER).page
    officer.goto(f"{house.address}/referrals/{reference}/")
    officer.get_by_role("link", name="Hand this letter over").click()
    assert "Meet the person where nobody who could harm them sees it." in officer.inner_text("main")
    officer.get_by_role("button", name="I have handed it over").click()
    assert "handed over" in officer.inner_text("main")
    assert officer.get_by_role("link", name="Hand this letter over").count() == 0
