"""The person."""

from opennrm.questions.catalogue import CATALOGUE
from tests.questions.edits import child


def test_a_name_and_a_date_of_birth_can_be_not_known() -> None:
    for key in ("first_name", "last_name", "date_of_birth", "nationality"):
        assert CATALOGUE.question(key).not_known


def test_the_language_is_asked_only_with_an_interpreter() -> None:
    assert "interpreter_language" in child(interpreter_needed="yes")
    assert "interpreter_language" not in child(interpreter_needed="no")
