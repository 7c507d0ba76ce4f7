"""The review of an opening in an emergency never falls to nobody: it passes on, and once overdue is every manager's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.emergency import open_in_emergency, review_emergency
from opennrm.cases.actions.restricting import restrict_case
from opennrm.cases.emergencies import emergencies_to_review, emergency_for, overdue_reviews
from opennrm.cases.models import Emergency
from opennrm.cases.verification import check_cases
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.actions import deactivate_account
from tests.cases.test_leaving import administrator, leaves
from tests.factories import cases as made
from tests.factories.need import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-07")]


@pytest.fixture
def manager() -> Actor:
    return made.officer("manager", name="Mina Grove")


def opened() -> tuple[str, Emergency]:
    """A case of the team, opened in an emergency by somebody of another."""
    reference = made.referred()
    sol = made.officer("caseworker", in_team=made.authority_team("Elsewhere"), name="Sol West")
    open_in_emergency(reference, words=WORDS, by=sol, at=timezone.now())
    return reference, Emergency.objects.get()


@pytest.mark.parametrize("way", ["role", "account"])
def test_a_reviewer_who_leaves_passes_it_on_and_the_next_is_told(manager: Actor, way: str) -> None:
    reference, row = opened()
    assert row.reviewer_id == manager.account_id
    other = made.officer("manager", name="Max Hill")
    if way == "role":
        leaves(manager)
    else:
        deactivate_account(account_id=manager.account_id, by=administrator(), at=timezone.now())
    row.refresh_from_db()
    assert row.reviewer_id == other.account_id
    told = [event.facts for event in events_of_case(reference) if event.kind == "ReviewPassedOn"]
    assert told == [{"opening": str(row.id), "reviewer": str(other.account_id)}]
    review_emergency(row.id, outcome="justified", remark="It was right.", by=other, at=timezone.now())
    assert check_cases() == []


def test_of_a_case_that_is_restricted_somebody_on_the_list_reviews_and_nobody_else_reads_of_it(manager: Actor) -> None:
    reference, row = opened()
    other = made.officer("manager", name="Max Hill")
    case = made.seen(reference, other)
    restrict_case(
        reference, because="operation", people={other.account_id}, seen=case.version, by=other, at=timezone.now()
    )
    row.refresh_from_db()
    assert row.reviewer_id == other.account_id
    late = timezone.now() + timedelta(days=9)
    for at in (timezone.now(), late):
        assert emergencies_to_review(manager, at=at) == []
        assert overdue_reviews(manager, at=at) == []
        with pytest.raises(NotYours):
            emergency_for(manager, row.id, at=at)
    assert [each.reference for each in overdue_reviews(other, at=late)] == [reference]


def test_an_overdue_review_is_every_managers_of_the_authority_and_of_no_other(manager: Actor) -> None:
    _reference, row = opened()
    near = made.officer("manager", in_team=made.authority_team("Elsewhere"), name="Noor Dale")
    far = made.officer("manager", in_team=made.authority_team(of="uk-visas-and-immigration"), name="Kit Moss")
    colleague = made.officer("caseworker", name="Bea Lock")
    assert emergencies_to_review(near, at=timezone.now()) == []
    late = timezone.now() + timedelta(days=9)
    assert [each.id for each in overdue_reviews(near, at=late)] == [row.id]
    for other in (far, colleague):
        assert overdue_reviews(other, at=late) == []
        with pytest.raises(NotYours):
            emergency_for(other, row.id, at=late)
    review_emergency(row.id, outcome="justified", remark="It was right.", by=near, at=late)
    assert overdue_reviews(manager, at=late) == []


def test_where_only_the_holder_is_there_and_leaves_a_manager_of_the_authority_reviews() -> None:
    reference = made.referred()
    near = made.officer("manager", in_team=made.authority_team("Elsewhere"), name="Noor Dale")
    sol = made.officer("caseworker", in_team=made.authority_team("Elsewhere"), name="Sol West")
    open_in_emergency(reference, words=WORDS, by=sol, at=timezone.now())
    row = Emergency.objects.get()
    assert row.reviewer_id == near.account_id
    new = made.officer("manager", name="Max Hill")
    leaves(near)
    row.refresh_from_db()
    assert row.reviewer_id == new.account_id
