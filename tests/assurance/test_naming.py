"""Who is named to review, who is not, and who is out of it: nobody who had a part in the case."""

from __future__ import annotations

import pytest

from opennrm.assurance.actions.naming import name_reviewers
from opennrm.assurance.actions.reviewing import stand_aside
from opennrm.assurance.queries import pool_for
from opennrm.audit.queries import events_of_case
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.partners.models import RoleHeld
from tests.assurance.panel import Panel, to_review
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


def kinds_of(reference: str) -> list[str]:
    return [event.kind for event in events_of_case(reference)]


def test_whoever_stands_aside_counts_for_nothing_and_another_is_named(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    review_id = experts.names(0, 1, 2)
    experts.says(review_id, 0, "reconsider")
    experts.says(review_id, 1, "satisfied")
    stand_aside(
        review_id, because="has_an_interest", by=partners.actor(experts.reviewers[0]), at=house.at, token="aside"
    )
    experts.says(review_id, 2, "satisfied")
    assert house.case(reference).stage == "reasonable_grounds_under_review", "three are wanted"
    experts.names(3)
    experts.says(review_id, 3, "satisfied")
    assert house.case(reference).stage == "reasonable_grounds_reviewed"
    with pytest.raises(NotYours):
        stand_aside(review_id, because="has_no_time", by=partners.actor(experts.reviewers[0]), at=house.at, token="t")


def test_nobody_with_a_part_in_the_case_is_named(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    head = experts.waiting()
    # Whoever wrote the decision came to the panel since.
    RoleHeld.objects.create(
        account=house.caseworker, role="independent_reviewer", team_id=head.team_id, from_at=partners.LONG_AGO
    )
    barred = {each.account_id: each.may_not for each in pool_for(head, house.at)}
    assert "had a part" in (barred[house.caseworker.id] or "")
    experts.reviewers[0] = house.caseworker
    with pytest.raises(Refused, match="had_part"):
        experts.names(0, 1, 2)


def test_whoever_left_or_does_not_answer_is_taken_off_and_the_others_suffice(
    house: referrals.House, experts: Panel
) -> None:
    reference = house.adult()
    to_review(house, reference)
    review_id = experts.names(0, 1, 2, 3)
    for which in (0, 1, 2):
        experts.says(review_id, which, "satisfied")
    assert house.case(reference).stage == "reasonable_grounds_under_review", "the fourth has not spoken"
    convener, gone = partners.actor(experts.convener), str(experts.reviewers[3].id)
    name_reviewers(review_id, [], off=[gone], by=convener, at=house.at, token="off")
    assert house.case(reference).stage == "reasonable_grounds_reviewed"
    assert check_cases() == []


def test_taken_off_below_the_number_it_waits_until_more_are_named(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    review_id = experts.names(0, 1, 2)
    convener, first = partners.actor(experts.convener), str(experts.reviewers[0].id)
    with pytest.raises(Refused, match="not_named"):
        name_reviewers(review_id, [], off=[str(experts.reviewers[3].id)], by=convener, at=house.at, token="two")
    with pytest.raises(Refused, match="too_few"):
        name_reviewers(review_id, [], by=convener, at=house.at, token="three")
    for which in (1, 2):
        experts.says(review_id, which, "reconsider")
    name_reviewers(review_id, [], off=[first], by=convener, at=house.at, token="four")
    assert house.case(reference).stage == "reasonable_grounds_under_review"
    name_reviewers(review_id, [str(experts.reviewers[3].id)], by=convener, at=house.at, token="five")
    experts.says(review_id, 3, "reconsider")
    assert house.case(reference).stage == "reasonable_grounds_pending"
    assert check_cases() == []


def test_fewer_than_the_profile_wants_are_not_named(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    with pytest.raises(Refused, match="too_few"):
        experts.names(0, 1)
