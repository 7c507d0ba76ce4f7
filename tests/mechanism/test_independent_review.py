"""What independent reviewers are asked, what they come to, and what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.independent_review import (
    TEST,
    Opinion,
    goes_back,
    refusal_of_opinion,
    refusal_to_review,
    refusal_without_answer,
    refusal_without_review,
    result_of,
    review_demanded,
)
from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.vocabulary import DecisionKind, Outcome

VERSION = profile_on("single_authority_2019", date(2020, 1, 1))
ALL_WELL = {question.key: "yes" for question in TEST}
BACK, FINE = Opinion.RECONSIDER, Opinion.SATISFIED
DECISION = DecisionFacts(
    kind=DecisionKind.REASONABLE_GROUNDS,
    outcome=Outcome.NEGATIVE,
    standard=VERSION.reasonable_grounds.standard.code,
    guidance=VERSION.guidance.code,
    reasons="These are the reasons.",
    written_by="author",
    version=VERSION,
)


def test_negatives_are_reviewed_and_positives_are_not() -> None:
    assert review_demanded(VERSION.reasonable_grounds, Outcome.NEGATIVE) is not None
    assert review_demanded(VERSION.reasonable_grounds, Outcome.POSITIVE) is None


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ({}, None),
        ({"a": FINE, "b": FINE}, None),
        ({"a": FINE, "b": FINE, "c": FINE}, FINE),
        ({"a": FINE, "b": BACK, "c": FINE}, FINE),
        ({"a": BACK, "b": BACK, "c": FINE}, BACK),
        ({"a": BACK, "b": BACK, "c": FINE, "d": FINE}, BACK),
    ],
)
def test_most_decide_and_a_tie_protects(said: dict[str, Opinion], result: Opinion | None) -> None:
    awaited = frozenset("abcd" if "d" in said else "abc")
    assert result_of(3, awaited, said) is result


@given(
    said=st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(list(Opinion))),
    awaited=st.frozensets(st.sampled_from("abcdef")),
    reviewers=st.integers(1, 5),
)
def test_nothing_is_told_before_all_spoke_and_whoever_stood_aside_counts_for_nothing(
    said: dict[str, Opinion], awaited: frozenset[str], reviewers: int
) -> None:
    result = result_of(reviewers, awaited, said)
    counted = {who: opinion for who, opinion in said.items() if who in awaited}
    assert (result is None) is (not awaited <= set(said) or len(awaited) < reviewers)
    assert result == result_of(reviewers, awaited, counted)
    if result is not None:
        back = sum(opinion is BACK for opinion in counted.values())
        assert (result is BACK) is (back >= len(counted) - back)


def test_a_body_that_may_not_overturn_sends_back_as_often_as_its_profile_says() -> None:
    review = VERSION.reasonable_grounds.review
    assert review is not None
    assert [goes_back(review, BACK, times) for times in (0, 1, 2)] == [True, False, False]
    assert not goes_back(review, FINE, 0)
    assert goes_back(replace(review, may_overturn=True), BACK, 7)


@pytest.mark.parametrize(
    ("test", "opinion", "because", "field"),
    [
        ({**ALL_WELL, "adverse_points_fair": ""}, "satisfied", "", "adverse_points_fair"),
        ({**ALL_WELL, "adverse_points_fair": "perhaps"}, "satisfied", "", "adverse_points_fair"),
        (ALL_WELL, "", "", "opinion"),
        (ALL_WELL, "reconsider", "  ", "because"),
        ({**ALL_WELL, "adverse_points_fair": "no"}, "satisfied", "", "because"),
    ],
)
def test_an_opinion_that_is_not_whole_names_what_it_lacks(
    test: dict[str, str], opinion: str, because: str, field: str
) -> None:
    refusal = refusal_of_opinion(test, opinion, because)
    assert refusal is not None
    assert refusal.field == field


def test_an_opinion_that_is_whole_is_taken() -> None:
    assert refusal_of_opinion(ALL_WELL, "satisfied", "") is None
    assert refusal_of_opinion({**ALL_WELL, "evidence_weighed": "no"}, "satisfied", "It makes no difference.") is None
    assert refusal_of_opinion(ALL_WELL, "reconsider", "Look at the payslips.") is None


def test_nobody_reviews_a_case_they_had_a_part_in() -> None:
    assert refusal_to_review("author", frozenset({"author"})) is not None
    assert refusal_to_review("expert", frozenset({"author"})) is None


def test_a_review_is_of_the_text_as_it_reads() -> None:
    missing = refusal_without_review(DECISION, ())
    assert missing is not None
    assert missing.code == "not_reviewed"
    review = Check("expert", DECISION.text_hash)
    assert refusal_without_review(DECISION, (review,)) is None
    changed = refusal_without_review(replace(DECISION, reasons="Others."), (review,))
    assert changed is not None
    assert changed.code == "review_void"
    assert refusal_without_review(replace(DECISION, outcome=Outcome.POSITIVE), ()) is None


def test_what_reviewers_asked_is_answered() -> None:
    assert refusal_without_answer(is_owed=True, answer=" ") is not None
    assert refusal_without_answer(is_owed=True, answer="We looked.") is None
    assert refusal_without_answer(is_owed=False, answer="") is None
