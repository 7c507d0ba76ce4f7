"""The catalogue as JSON Schema: it is one, and refuses what the pages would refuse."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.conditions import answered, not_
from opennrm.questions.question import Catalogue, Kind, Page, Question, Section
from opennrm.questions.schema import json_schema
from tests.questions.edits import adult, child

SCHEMA = json_schema(CATALOGUE)
VALIDATOR = Draft202012Validator(SCHEMA)


def test_it_is_a_schema_of_its_dialect() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == set(CATALOGUE.questions)


@pytest.mark.parametrize(
    "answers", [adult(), child(), child(age_answer="not_sure"), adult(exploitation_where="overseas")]
)
def test_a_complete_referral_is_valid(answers: dict[str, Any]) -> None:
    assert list(VALIDATOR.iter_errors(answers)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"gender": "blue"},
        {"gender": ["female"]},
        {"first_name": "  "},
        {"first_name": "a\x00"},
        {"first_name": {"not_known": ""}},
        {"first_name": {"not_known": "x", "more": "y"}},
        {"nationality": "martian"},
        {"council_contacted": "bex"},
        {"exploitation_components": []},
        {"exploitation_components": ["not_known", "other"]},
        {"exploitation_uk_towns": ["leeds"] * 2},
        {"treatment": "x" * 15_001},
        {"shoe_size": 42},
        {"consent_to_referral": "refused"},
        {"age_answer": "under_18"},
    ],
)
def test_what_cannot_be_sent_is_not_valid(change: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(adult() | change)


def test_a_journey_that_ends_without_a_referral_is_not_valid() -> None:
    assert not VALIDATOR.is_valid(adult(consent_to_referral="refused"))
    assert not VALIDATOR.is_valid(adult(consent_to_referral="cannot_now", cannot_consent_because="died"))


def test_a_missing_answer_is_named() -> None:
    answers = adult()
    del answers["gender"]
    assert any("'gender' is a required property" in error.message for error in VALIDATOR.iter_errors(answers))


def test_every_kind_of_condition_and_answer_has_its_schema() -> None:
    first = Question(key="a", ask="?", kind=Kind.NUMBER, called="a", required=False)
    second = Question(key="b", ask="?", kind=Kind.TEXT, called="b", only_if=answered("a"))
    third = Question(key="c", ask="?", kind=Kind.TEXT, called="c", only_if=not_(answered("a")))
    page = Page(slug="p", title="P", questions=(first, second, third))
    small = Draft202012Validator(
        json_schema(Catalogue(version=1, sections=(Section(slug="s", title="S", pages=(page,)),)))
    )
    good: list[dict[str, Any]] = [{"a": 3, "b": "x"}, {"c": "x"}]
    bad: list[dict[str, Any]] = [
        {},
        {"a": 3},
        {"a": "3", "b": "x"},
        {"a": -1, "b": "x"},
        {"b": "x"},
        {"a": 3, "c": "x"},
    ]
    assert [small.is_valid(answers) for answers in good + bad] == [True] * 2 + [False] * 6
