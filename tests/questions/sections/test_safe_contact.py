"""A decision in safe hands."""

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import with_page
from tests.questions.edits import adult, child


def test_a_decision_is_never_sent_to_a_child() -> None:
    answers = child()
    assert "decision_to" not in answers
    assert [choice.value for choice in CATALOGUE.question("child_decision_to").choices] == ["council", "representative"]


def test_somebody_else_needs_a_recorded_permission() -> None:
    answers = adult(decision_to="somebody_else")
    assert answers["decision_contact_permission"] == ["recorded"]
    assert "decision_contact_name" not in adult(decision_to="person")


def test_a_way_withdrawn_leaves_no_address_behind() -> None:
    answers = adult(decision_by=["email", "post"])
    assert {"decision_email", "decision_address"} <= set(answers)
    page = CATALOGUE.page("safe-ways")
    after = with_page(CATALOGUE, answers, page, {"decision_by": ["no_safe_way_yet"]})
    assert not {"decision_email", "decision_address", "decision_email_safe", "decision_post_safe"} & set(after)
