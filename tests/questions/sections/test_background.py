"""Where the person comes from: asked of whoever knows, and of nobody who should be left in peace."""

from opennrm.questions.sections.background import SECTION
from tests.questions.edits import anonymous, named


def test_nothing_of_it_must_be_told_and_none_of_it_is_asked_for_a_notification() -> None:
    asked = [question for page in SECTION.pages for question in page.questions]
    assert not [question.key for question in asked if question.required]
    assert not {question.key for question in asked} & (set(anonymous()) | set(named()))
