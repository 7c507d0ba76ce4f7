"""Answers that cannot all be true together are named before anything is sent."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.questions.contradictions import contradictions
from tests.questions.edits import TODAY, adult, child


@pytest.mark.parametrize(
    "answers",
    [
        adult(),
        child(),
        adult(date_of_birth={"not_known": "They do not know"}),
        adult(date_of_birth="2008-05-01"),
        child(date_of_birth="2008-05-02"),
        child(age_answer="not_sure", date_of_birth="1990-01-01"),
        adult(consent_to_referral="refused"),
        adult(sharing_agreed="no", support_wanted="no", police_contact_agreed="not_decided"),
        {},
    ],
)
def test_answers_that_go_together_contradict_nothing(answers: dict[str, Any]) -> None:
    assert contradictions(answers, TODAY) == []


@pytest.mark.parametrize(
    ("answers", "field_id", "said"),
    [
        (adult(date_of_birth="2008-05-02"), "date_of_birth-day", "correct the date"),
        (child(date_of_birth="2008-05-01"), "date_of_birth-day", "correct the date"),
        (adult(date_of_birth="1900-01-01"), "date_of_birth-day", "Check the year"),
        (adult(consent_given_on="1990-02-28"), "consent_given_on-day", "before the date of birth"),
        (adult() | {"consent_given_on": "2026-05-02"}, "consent_given_on-day", "today or in the past"),
        (adult(consent_explained=["none"]), "consent_explained", "explain it to them"),
        (adult(sharing_agreed="no", support_wanted="yes"), "sharing_agreed", "nobody could be told of them"),
        (
            adult(decision_by=["post"]) | {"decision_address_exploited": "yes"},
            "decision_address_exploited",
            "nothing may be sent there",
        ),
    ],
)
def test_a_contradiction_points_at_the_field_to_correct(answers: dict[str, Any], field_id: str, said: str) -> None:
    (error,) = contradictions(answers, TODAY)
    assert error.field_id == field_id
    assert said in error.message


def test_an_answer_that_no_longer_applies_contradicts_nothing() -> None:
    answers = adult(consent_explained=["none"], date_of_birth="2011-01-01") | {"age_answer": "under_18"}
    assert contradictions(answers, TODAY) == []
