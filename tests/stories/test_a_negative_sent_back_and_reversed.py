"""A negative goes to independent reviewers, who ask for another look; the authority answers, and decides otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.cases.verification import check_cases
from opennrm.mechanism.independent_review import TEST
from tests.stories.people import CASEWORKER, SECOND_OFFICER, House, Person

CONVENER = "convener@assurance-panel.example"
REVIEWERS = ("jocasta@assurance-panel.example", "lena@assurance-panel.example", "solange@assurance-panel.example")
ALL_WELL = {question.key: ["yes"] for question in TEST}
REASONS = "The account differs between the two days."
ASKED = "The payslips that the support worker sent are not mentioned at all."
ANSWER = "The payslips were read again. They show that nothing was paid."


@pytest.fixture(autouse=True)
def _adopted(settings: Any) -> None:
    settings.PROFILES_ADOPTED = [("single_authority_2019", "2020-01-01")]


def reviews(reviewer: Person, reference: str, opinion: str, because: str = "") -> None:
    """They declare that they have no interest, read the case, and say what they find."""
    reviewer.opens("/").follows("Reviews").follows(reference).sees("Declare whether you have an interest")
    reviewer.fills({"interest": ["none"]}).presses("Continue").sees(REASONS)
    reviewer.follows("Read the case").sees("In independent review")
    reviewer.opens("/reviews/").follows(reference)
    reviewer.fills({**ALL_WELL, "opinion": [opinion], "because": [because]}).presses("Give this opinion")
    reviewer.sees("Decisions that you were asked to review")


def test_a_negative_sent_back_by_review_and_reversed(house: House) -> None:
    # Given a negative decision that its second officer countersigns
    reference = house.has_case()
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/").presses("Decide on reasonable grounds")
    caseworker.fills({"outcome": ["negative"], "reasons": [REASONS]}).presses("Continue")
    second_officer = house.at_work(SECOND_OFFICER).opens(f"/cases/{reference}/").presses("Check the decision")
    second_officer.fills({"agreed": ["yes"]}).presses("Continue")

    # Then it cannot be served: it waits for independent reviewers
    caseworker.opens(f"/cases/{reference}/").sees("In independent review").sees("waiting for the reviewers")
    assert caseworker.page.get_by_role("button", name="Serve the decision").count() == 0

    # When who convenes them finds it by its reference, and names three without reading anything of it
    convener = house.at_work(CONVENER).opens("/").follows("Reviews to convene").follows(reference)
    names = convener.page.locator('main [name="reviewer"]').evaluate_all("boxes => boxes.map(box => box.value)")
    convener.fills({"reviewer": names[:1]}).presses("Name them").sees("Choose at least 3")
    convener.fills({"reviewer": names}).presses("Name them").sees("Jocasta Hart: has not declared yet")
    assert convener.opens(f"/cases/{reference}/").status == 403

    # And a reviewer cannot open the case before declaring that they have no interest in it
    first, second, third = (house.at_work(email) for email in REVIEWERS)
    assert first.opens(f"/cases/{reference}/").status == 404

    # When two of the three ask for another look, and nobody learns of it before the last has spoken
    reviews(first, reference, "reconsider", ASKED)
    reviews(second, reference, "reconsider", "It applies a higher standard than the one in force.")
    assert ASKED not in caseworker.opens(f"/cases/{reference}/independent-reviews/").text
    reviews(third, reference, "satisfied")

    # Then the reviewers read the case no longer, and the caseworker reads what they asked
    assert first.opens(f"/cases/{reference}/").status == 404
    caseworker.opens(f"/cases/{reference}/").sees("they asked for another look").sees(
        "Sent back by independent reviewers"
    )
    caseworker.follows("What the reviewers said, and what was answered").sees(ASKED)

    # When the caseworker decides otherwise, and is held to answering them
    caseworker.opens(f"/cases/{reference}/").presses("Decide on reasonable grounds")
    caseworker.fills({"outcome": ["positive"], "reasons": [""]}).presses("Continue").sees("Answer the reviewers")
    caseworker.fills({"answer": [ANSWER]}).presses("Continue")

    # Then the person is in recovery, the answer can be read, and who convenes sees what the review changed
    caseworker.sees("In the recovery period")
    caseworker.follows("What the reviewers said, and what was answered").sees(ANSWER)
    convener.opens("/reviews/to-convene/").sees("1 of 1 (100 %)")
    assert check_cases() == []


def test_a_reviewer_with_an_interest_stands_aside_and_reads_nothing(house: House) -> None:
    # Given a negative decision that three were named to review
    reference = house.has_case()
    caseworker = house.at_work(CASEWORKER).opens(f"/cases/{reference}/").presses("Decide on reasonable grounds")
    caseworker.fills({"outcome": ["negative"], "reasons": [REASONS]}).presses("Continue")
    second_officer = house.at_work(SECOND_OFFICER).opens(f"/cases/{reference}/").presses("Check the decision")
    second_officer.fills({"agreed": ["yes"]}).presses("Continue")
    convener = house.at_work(CONVENER).opens("/reviews/to-convene/").follows(reference)
    names = convener.page.locator('main [name="reviewer"]').evaluate_all("boxes => boxes.map(box => box.value)")
    convener.fills({"reviewer": names}).presses("Name them")

    # When one of them says that they have an interest
    first = house.at_work(REVIEWERS[0]).opens("/reviews/").follows(reference)
    first.presses("Continue").sees("Say whether you have an interest")
    first.fills({"interest": ["has_an_interest"]}).presses("Continue").sees("Nobody has asked you to review a decision")

    # Then the case stays closed to them, and who convenes is told and sees that another is wanted
    assert first.opens(f"/cases/{reference}/").status == 404
    convener.opens("/reviews/to-convene/").sees("2 of 3").follows(reference)
    convener.sees("Jocasta Hart: stood aside because of an interest in the case").sees(
        "Nobody else of the pool can be named"
    )
