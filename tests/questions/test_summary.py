"""Answers as something one can read."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.questions import summary
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.summary import State, value_lines
from tests.questions.edits import adult, child


@pytest.mark.parametrize(
    ("key", "value", "lines"),
    [
        ("gender", "female", ("Female",)),
        ("date_of_birth", "1998-03-07", ("7 March 1998",)),
        ("date_of_birth", {"not_known": "Not asked,\r\nbecause"}, ("Not known: Not asked,", "because")),
        ("nationality", "vietnamese", ("Vietnamese",)),
        ("exploitation_uk_towns", ["leeds", "york"], ("Leeds", "York")),
        ("exploitation_components", ["wages_taken"], ("Their wages were taken or kept from them",)),
        ("treatment", "One.\r\n\r\n  Two.", ("One.", "", "  Two.")),
        ("decision_address", {"line_1": "1 A", "town": "B", "postcode": "S1 2HH"}, ("1 A", "B", "S1 2HH")),
        ("council_contacted", "cma", ("Cumbria County Council",)),
    ],
)
def test_a_value_is_told_in_words(key: str, value: Any, lines: tuple[str, ...]) -> None:
    assert value_lines(CATALOGUE.question(key), value) == lines


def test_every_answer_has_its_row_with_the_page_to_change_it() -> None:
    answers = adult()
    del answers["other_names"]
    rows = {row.question_key: row for section in summary.sections(CATALOGUE, answers) for row in section.rows}
    assert set(answers) == {key for key, row in rows.items() if row.state is State.GIVEN}
    assert rows["other_names"].state is State.LEFT_OUT
    for key, row in rows.items():
        assert key in [question.key for question in CATALOGUE.page(row.page_slug).questions]


def test_a_child_has_no_row_about_consent() -> None:
    titles = [section.title for section in summary.sections(CATALOGUE, child())]
    assert "Consent" not in titles
    assert titles[0] == "Safety now"


def test_what_no_longer_applies_is_not_told() -> None:
    told = str(summary.sections(CATALOGUE, adult(first_name="Ana") | {"consent_to_referral": "refused"}))
    assert "Ana" not in told
