"""Reading what was opened in an emergency: each sees what is theirs to review or to know, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.emergency import open_in_emergency, review_emergency
from opennrm.cases.emergencies import (
    emergencies_of,
    emergencies_to_review,
    emergency_for,
    open_in_emergency_now,
    overdue_reviews,
)
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from tests.factories import partners
from tests.factories.need import WORDS, held, stranger
from tests.factories.referrals import House, house

pytestmark = [pytest.mark.django_db, pytest.mark.proves("AZ-07")]


@pytest.fixture
def here() -> House:
    return house()


def test_the_manager_reviews_what_the_holder_is_told_of_and_the_opener_sees_only_that_it_is_open(here: House) -> None:
    reference, sol, now = held(here), partners.actor(stranger()), timezone.now()
    open_in_emergency(reference.lower(), words=WORDS, by=sol, at=now)
    manager, holder, colleague = (here.actor(who) for who in ("manager", "caseworker", "second_caseworker"))
    (one,) = emergencies_to_review(manager, at=now)
    assert (one.reference, one.words, one.reviewer_id) == (reference, WORDS, manager.account_id)
    assert [each.id for each in emergencies_to_review(holder, at=now)] == [one.id]
    assert emergencies_to_review(colleague, at=now) == []
    assert emergencies_to_review(sol, at=now) == []
    assert open_in_emergency_now(sol, at=now) == [(reference, one.until_at)]
    assert open_in_emergency_now(sol, at=now + timedelta(minutes=60)) == []
    assert [each.id for each in emergencies_of(here.case(reference).id)] == [one.id]
    for other in (holder, colleague, sol):
        with pytest.raises(NotYours):
            emergency_for(other, one.id, at=now)


def test_a_review_is_overdue_after_its_day_until_it_is_done_and_is_done_once(here: House) -> None:
    reference, now = held(here), timezone.now()
    open_in_emergency(reference, words=WORDS, by=partners.actor(stranger()), at=now)
    manager = here.actor("manager")
    (one,) = emergencies_to_review(manager, at=now)
    assert overdue_reviews(manager, at=now) == []
    assert len(overdue_reviews(manager, at=now + timedelta(days=7))) == 1
    review_emergency(one.id, outcome="not_justified", remark="It could have waited.", by=manager, at=now)
    assert overdue_reviews(manager, at=now + timedelta(days=7)) == []
    with pytest.raises(Refused) as refused:
        review_emergency(one.id, outcome="justified", remark="After all.", by=manager, at=now)
    assert refused.value.refusal.code == "reviewed"


def test_who_can_see_a_case_already_needs_no_emergency(here: House) -> None:
    reference = held(here)
    with pytest.raises(Refused) as refused:
        open_in_emergency(reference, words=WORDS, by=here.actor("second_caseworker"), at=timezone.now())
    assert refused.value.refusal.code == "is_open"
