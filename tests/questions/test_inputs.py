"""The names of inputs, and how a saved answer fills them."""

from typing import Any

import pytest

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.inputs import as_submitted, field_names, first_field_id
from opennrm.questions.question import Kind, Question
from tests.questions.edits import TODAY, adult, child, one_answer


def test_inputs_are_named_by_the_key_of_their_question() -> None:
    assert field_names(CATALOGUE.question("danger_now")) == ("danger_now",)
    assert field_names(CATALOGUE.question("date_of_birth")) == (
        *("date_of_birth-day", "date_of_birth-month", "date_of_birth-year", "date_of_birth-not_known"),
    )
    assert first_field_id(CATALOGUE.question("decision_address")) == "decision_address-line_1"


@pytest.mark.parametrize("answers", [adult(), child()])
def test_a_saved_answer_fills_only_inputs_of_its_question(answers: dict[str, Any]) -> None:
    for key, value in answers.items():
        question = CATALOGUE.question(key)
        assert set(as_submitted(question, value)) <= set(field_names(question))


@pytest.mark.parametrize("value", [3, None, True, {"a": "b"}, [["x"]], {"not_known": 3}])
def test_a_value_of_another_form_is_refused(value: Any) -> None:
    for placed in CATALOGUE.placed:
        if value is None or not isinstance(one_answer(placed.question), type(value)):
            with pytest.raises((TypeError, ValueError, KeyError, AttributeError)):
                as_submitted(placed.question, value)


def test_the_day_of_today_is_shown_in_three_parts() -> None:
    filled = as_submitted(CATALOGUE.question("consent_given_on"), TODAY.isoformat())
    assert list(filled.values()) == [["1"], ["5"], ["2026"]]


def test_an_address_and_a_number_fill_their_inputs_and_refuse_another_form() -> None:
    address = CATALOGUE.question("decision_address")
    assert as_submitted(address, {"town": "Leeds"}) == {"decision_address-town": ["Leeds"]}
    with pytest.raises(ValueError, match="no such line"):
        as_submitted(address, {"planet": "Earth"})
    number = Question(key="children", ask="How many?", kind=Kind.NUMBER, called="number of children")
    assert as_submitted(number, 3) == {"children": ["3"]}
    for value in (True, "3", 3.5):
        with pytest.raises(TypeError):
            as_submitted(number, value)
