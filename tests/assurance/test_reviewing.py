"""Independent review of negatives: nothing negative is served without it where the profile demands it."""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.assurance.actions.reviewing import give_opinion
from opennrm.assurance.models import GivenOpinion
from opennrm.assurance.queries import opinion_of, opinions_of
from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.serving import serve_decision
from opennrm.cases.models import Decision, IndependentReview, ReviewAnswer
from opennrm.cases.queries import case_for
from opennrm.cases.verification import check_cases
from opennrm.console import acting
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from tests.assurance.panel import ALL_WELL, Panel, to_review
from tests.behind import asked_by
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


def kinds_of(reference: str) -> list[str]:
    return [event.kind for event in events_of_case(reference)]


def test_a_negative_is_served_once_independent_reviewers_are_satisfied(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    assert house.case(reference).stage == "reasonable_grounds_under_review"
    with pytest.raises(Refused, match="not_reviewed"):
        house.serve(reference)
    experts.reviews("satisfied", "satisfied", "reconsider")
    assert house.case(reference).stage == "reasonable_grounds_reviewed"
    house.serve(reference)
    assert house.case(reference).reasonable_grounds == "negative"
    assert check_cases() == []
    told = kinds_of(reference)
    assert told.index("IndependentReviewAsked") < told.index("IndependentReviewGiven")
    assert told.index("IndependentReviewGiven") < told.index("ReasonableGroundsDecided")


def test_sent_back_it_is_answered_and_can_come_out_positive(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    experts.reviews("reconsider", "reconsider", "satisfied")
    assert house.case(reference).stage == "reasonable_grounds_pending"
    assert Decision.objects.get(case__reference=reference).state == "sent_back"
    with pytest.raises(Refused, match="not_answered_review"):
        house.decide(reference, "positive")
    assert house.decide(reference, "positive", answer="The payslips were read again.") == "recovery"
    assert ReviewAnswer.objects.get().text == "The payslips were read again."
    assert check_cases() == []


def test_the_authority_decides_after_the_second_look_but_answers(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    experts.reviews("reconsider", "reconsider", "reconsider")
    house.decide(reference, "negative", "Better reasons.", answer="We looked at the payslips again.")
    house.check(reference)
    with pytest.raises(Refused, match="not_reviewed"):
        house.serve(reference)
    experts.reviews("reconsider", "reconsider", "reconsider")
    assert house.case(reference).stage == "reasonable_grounds_reviewed", "they may not overturn it"
    with pytest.raises(Refused, match="not_answered_review"):
        house.serve(reference)
    case = house.case(reference)
    serve_decision(
        reference, answer="We keep to it, because.", seen=case.version, by=house.actor("caseworker"), at=house.at
    )
    assert house.case(reference).reasonable_grounds == "negative"
    assert [row.round for row in IndependentReview.objects.order_by("round")] == [1, 2]
    assert check_cases() == []


def test_a_tie_protects_the_person(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    experts.reviews("satisfied", "reconsider", "satisfied", "reconsider")
    assert house.case(reference).stage == "reasonable_grounds_pending"


def test_a_text_that_is_changed_in_review_is_reviewed_anew(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    review_id = experts.names(0, 1, 2)
    experts.says(review_id, 0, "satisfied")
    house.decide(reference, "negative", "Other reasons.")
    assert IndependentReview.objects.get(id=review_id).state == "ended"
    with pytest.raises(NotYours):
        case_for(partners.actor(experts.reviewers[0]), reference, at=house.at)
    house.check(reference)
    with pytest.raises(Refused, match="not_reviewed"):
        house.serve(reference)
    experts.reviews("satisfied", "satisfied", "satisfied")
    house.serve(reference)
    assert check_cases() == []


def test_a_reviewer_reads_the_case_only_between_declaring_and_the_end(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    review_id = experts.names(0, 1, 2)
    first = partners.actor(experts.reviewers[0])
    with pytest.raises(NotYours):
        case_for(first, reference, at=house.at)
    with pytest.raises(Refused, match="not_declared"):
        give_opinion(
            review_id,
            text_hash=experts.waiting().text_hash,
            test=ALL_WELL,
            opinion="satisfied",
            because="",
            by=first,
            at=house.at,
            token="once",
        )
    experts.declares(review_id, 0)
    assert case_for(first, reference, at=house.at).is_own_work
    for which in range(3):
        experts.says(review_id, which, "satisfied")
    with pytest.raises(NotYours):
        case_for(first, reference, at=house.at)
    with pytest.raises(NotYours):
        case_for(partners.actor(experts.convener), reference, at=house.at)


def test_opinions_are_sealed_until_all_have_spoken_in_the_database_too(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    review_id = experts.names(0, 1, 2)
    experts.says(review_id, 0, "reconsider", "The payslips are not mentioned.")
    for who in (experts.reviewers[1], experts.convener, house.caseworker, house.second_officer):
        with asked_by(partners.actor(who)):
            assert (GivenOpinion.objects.count(), opinions_of(review_id)) == (0, [])
    first = partners.actor(experts.reviewers[0])
    with asked_by(first):
        own = opinion_of(first, review_id)
    assert own is not None
    assert own.because == "The payslips are not mentioned."
    experts.says(review_id, 1, "reconsider")
    experts.says(review_id, 2, "satisfied")
    with asked_by(house.actor("caseworker")):
        assert len(opinions_of(review_id)) == 3
    with asked_by(house.actor("officer")):
        assert GivenOpinion.objects.count() == 0


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"test": {**ALL_WELL, "standard_applied": ""}}, "not_answered"),
        ({"opinion": "perhaps"}, "no_opinion"),
        ({"opinion": "reconsider", "because": " "}, "no_reasons"),
        ({"test": {**ALL_WELL, "standard_applied": "no"}, "because": ""}, "no_reasons"),
        ({"text_hash": "0" * 64}, "changed_meanwhile"),
    ],
)
def test_an_opinion_is_whole_or_refused(
    house: referrals.House, experts: Panel, said: dict[str, Any], code: str
) -> None:
    to_review(house, house.adult())
    review_id = experts.names(0, 1, 2)
    given = {"opinion": "satisfied", "because": "", **said}
    with pytest.raises(Refused, match=code):
        experts.says(review_id, 0, **given)
    assert not GivenOpinion.objects.exists()


def test_as_it_came_reasonable_grounds_were_not_reviewed(settings: Any) -> None:
    settings.PROFILES_ADOPTED = [("single_authority_2019_history", "2020-01-01")]
    house = referrals.house()
    reference = house.adult()
    to_review(house, reference)
    assert house.case(reference).stage == "reasonable_grounds_checked"
    house.serve(reference)
    assert house.case(reference).reasonable_grounds == "negative"


def test_at_the_command_line_too_reviewers_are_answered(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    experts.reviews("reconsider", "reconsider", "reconsider")
    by = house.actor("caseworker")
    decided: dict[str, Any] = {"kind": "reasonable_grounds", "outcome": "positive", "reasons": "", "seen": None}
    with pytest.raises(Refused, match="not_answered_review"):
        acting.decide(reference, **decided, by=by, at=house.at)
    assert acting.decide(reference, **decided, answer="We looked.", by=by, at=house.at)["stage"] == "recovery"
