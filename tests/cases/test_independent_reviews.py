"""What is kept of independent reviews of a case: rounds, who had a part, answers owed, and what came after."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.cases.independent_reviews import (
    head_of_review,
    heads_of_reviews,
    is_answer_owed,
    outcomes_after_review,
    owes_answer,
    reviews_of,
    rounds_sent_back,
    who_had_a_part,
)
from opennrm.cases.models import IndependentReview, ReviewAnswer
from opennrm.cases.verification import check_cases
from opennrm.mechanism.vocabulary import DecisionKind
from tests.assurance.panel import Panel, panel, to_review
from tests.factories import referrals

pytestmark = pytest.mark.django_db
FIRST = DecisionKind.REASONABLE_GROUNDS


@pytest.fixture
def house(settings: Any) -> referrals.House:
    settings.PROFILES_ADOPTED = [("single_authority_2019", "2020-01-01")]
    return referrals.house()


@pytest.fixture
def experts(house: referrals.House) -> Panel:
    return panel(house.at)


def test_whoever_did_something_had_a_part_and_who_reviewed_before_had_none(
    house: referrals.House, experts: Panel
) -> None:
    reference = house.adult()
    to_review(house, reference)
    experts.reviews("reconsider", "reconsider", "reconsider")
    had = who_had_a_part(reference)
    assert {house.officer.id, house.caseworker.id, house.second_officer.id} <= had
    assert not had & {reviewer.id for reviewer in experts.reviewers}
    assert house.manager.id not in had


def test_rounds_and_answers_are_counted_by_decision(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    case = house.case(reference)
    assert (rounds_sent_back(case.id, FIRST), owes_answer(case.id, FIRST)) == (0, False)
    to_review(house, reference)
    experts.reviews("reconsider", "reconsider", "satisfied")
    assert (rounds_sent_back(case.id, FIRST), owes_answer(case.id, FIRST)) == (1, True)
    assert is_answer_owed(reviews_of(case.id), FIRST)
    assert not is_answer_owed(reviews_of(case.id), DecisionKind.CONCLUSIVE_GROUNDS)
    house.decide(reference, "negative", "Others.", answer="We looked again.")
    assert not owes_answer(case.id, FIRST)
    assert not is_answer_owed(reviews_of(case.id), FIRST)
    house.check(reference)
    assert [(each.round, each.state) for each in reviews_of(case.id)] == [(1, "sent_back"), (2, "asked")]


def test_lists_have_those_that_wait_first_and_what_came_after(house: referrals.House, experts: Panel) -> None:
    first, second = house.adult(), house.adult()
    to_review(house, first)
    experts.reviews("satisfied", "satisfied", "satisfied")
    house.serve(first)
    to_review(house, second)
    team_id = experts.waiting().team_id
    assert [head.reference for head in heads_of_reviews([team_id])] == [second, first]
    assert head_of_review(IndependentReview.objects.get(reference=first).id) is not None
    assert [(each.opinion, each.outcome, each.days) for each in outcomes_after_review([team_id])] == [
        ("satisfied", "negative", 0)
    ]


def test_an_answer_that_was_changed_behind_its_hash_is_found(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    experts.reviews("reconsider", "reconsider", "satisfied")
    house.decide(reference, "positive", answer="We looked again.")
    assert check_cases() == []
    answer = ReviewAnswer.objects.get()
    answer.text = "We did not look."
    answer.save(update_fields=["text"])
    assert [found.what for found in check_cases()] == [
        "a text that IndependentReviewAnswered tells of was changed behind its hash"
    ]
    IndependentReview.objects.update(opinion="satisfied")
    assert any("what independent reviewers looked at" in found.what for found in check_cases())
