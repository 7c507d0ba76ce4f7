"""A child, and somebody who may be one: referred without consent, and told through those who look after them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.demo.answers import child_answers
from opennrm.mechanism.calendar import legal_day
from tests.stories.people import CASEWORKER, SOCIAL_WORKER, House, Person
from tests.stories.referring import answers_to_the_end

pytestmark = pytest.mark.proves("PRIV-02")  # conftest.py hears every address that is asked for

SAFE = {
    "decision_by": ["post"],
    "decision_address": {"line_1": "Harbour Council", "town": "Harbour", "postcode": "ZZ99 9ZZ"},
    "decision_post_safe": ["confirmed"],
}


def test_a_child(house: House) -> None:
    # Given a social worker with a boy who is exploited
    social_worker = house.somebody(SOCIAL_WORKER).signs_in()
    answers = child_answers(legal_day(timezone.now())) | SAFE

    # When they refer him
    draft = house.has_draft(answers, by=SOCIAL_WORKER)
    social_worker.opens(f"{draft}danger-now/")
    went = answers_to_the_end(social_worker, answers, until="date-of-birth")

    # Then consent was never asked, and the council was
    assert "council-contacted" in went
    assert not {"consent", "what-was-explained", "support-wanted"} & set(went)
    social_worker.opens(f"{draft}who-receives-the-decision/").sees("council").does_not_see("The person themselves")
    social_worker.opens(f"{draft}check-answers/").does_not_see("consent to being referred")
    social_worker.presses("Send the referral")
    reference = house.reference_on(social_worker)

    # And the decision goes to the council, in its name, never to the child
    decided(house.at_work(CASEWORKER), reference)
    letters = house.addressees_of_letters(reference)
    assert letters.keys() == {"council"}
    assert "Mali Quay" in str(letters)
    assert "Davi" not in str(letters)


def test_age_unsure(house: House) -> None:
    # Given somebody of whom nobody can say whether he is eighteen
    social_worker = house.at_work(SOCIAL_WORKER)
    answers = child_answers(legal_day(timezone.now()), age_answer="not_sure") | SAFE
    answers |= {"child_decision_to": "representative", "decision_contact_name": "Rhian Solicitor"}

    # When he is referred
    draft = house.has_draft(answers, by=SOCIAL_WORKER)
    social_worker.opens(draft).sees("Safe contact").does_not_see("Consent")
    social_worker.opens(f"{draft}check-answers/").presses("Send the referral")
    reference = house.reference_on(social_worker)

    # Then he is treated as a child, and his representative receives the decision
    caseworker = house.at_work(CASEWORKER)
    caseworker.opens(f"/cases/{reference}/").sees("Child, because it is not certain that they are an adult")
    caseworker.sees("A child is referred without consent being asked.")
    decided(caseworker, reference)
    assert house.addressees_of_letters(reference).keys() == {"representative"}


def decided(caseworker: Person, reference: str) -> None:
    caseworker.opens(f"/cases/{reference}/").presses("Decide on reasonable grounds")
    caseworker.fills({"outcome": ["positive"], "reasons": ["The account is supported."]}).presses("Continue")
    caseworker.sees("Served")
