"""What follows in a review as the case or its people move on, and who is told nothing of it."""

from __future__ import annotations

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.audit.record import announce, command
from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.reopening import reopen_case
from opennrm.cases.looks import looks_for_person
from opennrm.cases.models import Case
from opennrm.cases.queries import case_for
from opennrm.cases.verification import check_cases
from opennrm.mechanism.events import RoleEnded
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.partners.models import RoleHeld
from tests.assurance.panel import Panel, to_review
from tests.behind import asked_by
from tests.factories import partners, referrals
from tests.factories.partners import client_for

pytestmark = pytest.mark.django_db


def kinds_of(reference: str) -> list[str]:
    return [event.kind for event in events_of_case(reference)]


def test_nobody_who_works_on_the_case_learns_that_an_opinion_was_given(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    review_id = experts.names(0, 1, 2)
    for which in range(3):
        experts.declares(review_id, which)
    with asked_by(house.actor("caseworker")):
        before = kinds_of(reference)
    experts.says(review_id, 0, "reconsider")
    experts.says(review_id, 0, "satisfied")
    with asked_by(house.actor("caseworker")):
        assert kinds_of(reference) == before
    with asked_by(partners.actor(experts.reviewers[1])):
        assert kinds_of(reference) == before


def test_whoever_s_role_ended_is_out_of_the_review_and_reads_no_case(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    review_id = experts.names(0, 1, 2, 3)
    for which in (0, 1, 2):
        experts.says(review_id, which, "satisfied")
    experts.declares(review_id, 3)
    gone = partners.actor(experts.reviewers[3])
    role = RoleHeld.objects.get(account=experts.reviewers[3])
    role.until_at = house.at
    role.save(update_fields=["until_at"])
    ended = RoleEnded(
        subject=str(gone.account_id), role=role.role, organisation=gone.organisation_slug, team=str(role.team_id)
    )
    with command():
        announce(ended, at=house.at, by=experts.convener.id)
    with pytest.raises(NotYours):
        case_for(gone, reference, at=house.at)
    assert house.case(reference).stage == "reasonable_grounds_reviewed", "the three others had all spoken"
    assert check_cases() == []


def test_a_case_in_review_that_was_reopened_is_declared_for_once_more(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    review_id = experts.names(0, 1, 2)
    experts.declares(review_id, 0)
    close_case(
        reference,
        reason="not_in_jurisdiction",
        seen=house.case(reference).version,
        by=house.actor("caseworker"),
        at=house.at,
    )
    assert experts.waiting().paused
    with pytest.raises(Refused):
        experts.declares(review_id, 1)
    reopen_case(
        reference,
        reason="mistake",
        seen=house.case(reference).version,
        by=house.actor("manager"),
        at=house.at,
    )
    assert not experts.waiting().paused
    for which in range(3):
        experts.says(review_id, which, "satisfied")
    house.serve(reference)
    assert check_cases() == []


def test_the_person_is_not_told_that_reviewers_looked_before_a_decision_was_served(
    house: referrals.House, experts: Panel
) -> None:
    reference = house.adult()
    to_review(house, reference)
    review_id = experts.names(0, 1, 2)
    experts.declares(review_id, 0)
    assert client_for(experts.reviewers[0]).get(f"/cases/{reference}/").status_code == 200
    assert not [look for look in looks_for_person(reference) if "Panel" in look.organisation]
    for which in range(3):
        experts.says(review_id, which, "satisfied")
    house.serve(reference)
    assert [look for look in looks_for_person(reference) if "Panel" in look.organisation]


def test_a_panel_without_enough_people_takes_no_case(house: referrals.House, experts: Panel) -> None:
    RoleHeld.objects.filter(account__in=experts.reviewers[:2]).delete()
    reference = house.adult()
    house.decide(reference, "negative")
    with pytest.raises(Refused, match="too_few_reviewers"):
        house.check(reference)
    RoleHeld.objects.filter(account=experts.convener).delete()
    with pytest.raises(Refused, match="nobody_convenes"):
        house.check(reference)


def test_without_a_panel_no_negative_is_countersigned(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "negative")
    with pytest.raises(Refused, match="no_reviewing_team"):
        house.check(reference)
    assert Case.objects.get(reference=reference).stage == "reasonable_grounds_to_check"


def test_a_case_that_ends_in_review_is_read_no_longer(house: referrals.House, experts: Panel) -> None:
    reference = house.adult()
    to_review(house, reference)
    review_id = experts.names(0, 1, 2)
    experts.declares(review_id, 0)
    close_case(
        reference,
        reason="not_in_jurisdiction",
        seen=house.case(reference).version,
        by=house.actor("caseworker"),
        at=house.at,
    )
    with pytest.raises(NotYours):
        case_for(partners.actor(experts.reviewers[0]), reference, at=house.at)
    assert check_cases() == []
