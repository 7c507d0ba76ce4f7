"""The person of a named notification."""

from opennrm.questions.sections.notified_person import SECTION
from tests.questions.edits import adult, anonymous, child, named

KEYS = {question.key for page in SECTION.pages for question in page.questions}


def test_who_they_are_is_asked_in_a_named_notification_alone() -> None:
    assert {"notified_first_name", "notified_contact", "notified_phone"} <= set(named())
    assert not any(KEYS & set(answers) for answers in (adult(), child(), anonymous()))


def test_one_way_to_reach_them_is_asked_and_kept() -> None:
    assert "notified_email" in named(notified_contact="email")
    assert not {"notified_phone", "notified_email"} & set(named(notified_contact="through_me"))
