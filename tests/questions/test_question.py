"""The shapes a catalogue is made of."""

import pytest

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.question import Choice, Kind, Question


def test_a_question_finds_its_choice_by_value() -> None:
    asked = Question(key="a", ask="?", kind=Kind.RADIOS, called="a", choices=(Choice("x", "X"),))
    assert asked.choice("x") == Choice("x", "X")
    assert asked.choice("y") is None


@pytest.mark.parametrize(
    ("kind", "many", "gives_many"), [(Kind.CHECKBOXES, 1, True), (Kind.LOOKUP, 10, True), (Kind.LOOKUP, 1, False)]
)
def test_a_question_knows_whether_its_answer_is_a_list(kind: Kind, many: int, gives_many: bool) -> None:
    assert Question(key="a", ask="?", kind=kind, called="a", many=many).gives_many is gives_many


def test_a_catalogue_finds_by_key_and_address_or_says_that_there_is_none() -> None:
    assert CATALOGUE.page("age").questions[0] is CATALOGUE.question("age_answer")
    with pytest.raises(KeyError):
        CATALOGUE.page("nowhere")
    with pytest.raises(KeyError):
        CATALOGUE.question("nothing")
