"""Consent as a record of its own."""

import pytest

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import ending_of, pages_that_apply
from opennrm.questions.question import Ending
from opennrm.questions.sections.consent import SECTION
from tests.questions.edits import adult


def test_nothing_about_the_person_is_asked_before_an_adult_consents() -> None:
    slugs = [page.slug for page in pages_that_apply(CATALOGUE, {"age_answer": "adult"})]
    assert slugs[-1] == "consent"


@pytest.mark.parametrize(
    ("because", "ending"),
    [
        ("lacks_capacity", Ending.SEND),
        ("missing", Ending.CANNOT_REFER),
        ("died", Ending.CANNOT_REFER),
    ],
)
def test_an_adult_who_cannot_consent_now_has_an_answer(because: str, ending: Ending) -> None:
    answers = adult(consent_to_referral="cannot_now", cannot_consent_because=because, will_notify="no")
    assert ending_of(CATALOGUE, answers) is ending
    assert ("best_interests_decision" in answers) is (ending is Ending.SEND)


def test_the_duty_to_notify_is_named_where_it_exists_only() -> None:
    said = {page.slug: " ".join(page.text) for page in SECTION.pages if page.ending}
    assert "have a duty to notify" in said["no-referral-england-and-wales"]
    assert "does not apply in Scotland" in said["no-referral-scotland"]
    assert "does not apply in Northern Ireland" in said["no-referral-northern-ireland"]


def test_who_interpreted_is_asked_where_somebody_did_and_may_be_not_known() -> None:
    assert "consent_interpreted_by" in adult()
    assert "consent_interpreted_by" not in adult(consent_interpreter="not_needed")
    assert CATALOGUE.question("consent_interpreted_by").not_known


def test_support_is_asked_apart_and_its_phone_only_where_it_is_used() -> None:
    assert "support_phone" in adult(support_wanted="yes")
    assert "support_phone" not in adult(support_wanted="yes", support_contact="through_me")
    assert "support_contact" not in adult(support_wanted="no")
