"""The offer of a notification, and one that was sent before."""

import pytest

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import pages_that_apply
from tests.questions.edits import adult


@pytest.mark.parametrize(
    ("nation", "offered"), [("england", True), ("wales", True), ("scotland", False), ("northern_ireland", False)]
)
def test_it_is_offered_in_england_and_wales_only(nation: str, offered: bool) -> None:
    answers = {"referrer_nation": nation, "age_answer": "adult", "consent_to_referral": "refused"}
    assert ("notify" in [page.slug for page in pages_that_apply(CATALOGUE, answers)]) is offered


@pytest.mark.parametrize("age", ["under_18", "not_sure"])
def test_it_is_never_offered_for_somebody_who_may_be_a_child(age: str) -> None:
    answers = {"referrer_nation": "england", "age_answer": age, "consent_to_referral": "refused", "will_notify": "yes"}
    assert not {"notify", "may-be-named"} & {page.slug for page in pages_that_apply(CATALOGUE, answers)}


def test_an_earlier_notification_is_kept_with_a_referral_only_if_the_person_agrees() -> None:
    agreed = adult(notified_before="yes", notification_may_be_kept="yes", notification_reference="DTN-0000-0000-00")
    assert agreed["notification_reference"] == "DTN-0000-0000-00"
    assert "notification_reference" not in adult(notified_before="yes", notification_may_be_kept="no")
    assert "notification_may_be_kept" not in adult(notified_before="no")
