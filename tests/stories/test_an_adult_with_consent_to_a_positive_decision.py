"""An adult who agrees to be referred, from the first question to the letter."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.demo.answers import adult_answers
from opennrm.mechanism.calendar import legal_day
from tests.stories.people import CASEWORKER, OFFICER, STATISTICIAN, House
from tests.stories.referring import answers_to_the_end, begins

pytestmark = pytest.mark.proves("PRIV-02")  # conftest.py hears every address that is asked for


def test_an_adult_with_consent_to_a_positive_decision(house: House) -> None:
    # Given a police officer who has an account, and somebody who agreed to be referred
    officer = house.somebody(OFFICER).signs_in()
    answers = adult_answers(legal_day(timezone.now()))

    # When the officer refers them page by page and checks the answers
    begins(officer)
    went = answers_to_the_end(officer, answers)
    assert {"consent", "what-was-explained", "how-consent-was-given"} < set(went)
    officer.sees("Linh").sees("She answered an advertisement for work in a nail bar")
    officer.does_not_see("Still to be answered")

    # And sends them
    officer.presses("Send the referral")

    # Then there is a reference at once, a receipt, and what happens next
    officer.sees("Referral received").sees("What happens next")
    reference = house.reference_on(officer)
    assert officer.downloads("Print or keep the receipt (PDF)").startswith(b"%PDF")
    officer.follows("Open the referral").sees("Waiting for the reasonable-grounds decision")

    # When a caseworker takes the case and decides that there are reasonable grounds
    caseworker = house.somebody(CASEWORKER).signs_in()
    caseworker.follows("Work list").follows(reference).sees("Linh Exemple").sees("Nobody yet")
    caseworker.presses("Take the case").sees("You")
    caseworker.presses("Decide on reasonable grounds").sees("The standard that applies")
    caseworker.fills({"outcome": ["positive"], "reasons": ["The account is detailed and supported."]})
    caseworker.presses("Continue")

    # Then the decision is served, the recovery period runs, and the letter opens
    caseworker.sees("Served").sees("Recovery period")
    letter = caseworker.page.locator("#letters ~ ul a").first.inner_text()
    assert caseworker.downloads(letter).startswith(b"%PDF")

    # And the officer sees where it stands, but never how it was decided
    officer.page.reload()
    officer.sees("Reasonable grounds: positive, decided on")
    officer.does_not_see("The account is detailed and supported.")

    # And a statistician, who sees no record, counts it
    statistician = house.somebody(STATISTICIAN).signs_in()
    statistician.follows("Figures").sees("Positive")
    assert statistician.opens(f"/cases/{reference}/").status == 403
    assert statistician.opens(f"/referrals/{reference}/").status == 403
