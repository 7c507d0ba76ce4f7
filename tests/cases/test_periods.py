"""Support and the time to ask again end on the day after their last, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.periods import end_periods_that_are_over
from opennrm.cases.models import Case, Clock
from opennrm.cases.verification import check_cases
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=120))


def test_move_on_lasts_forty_five_days_and_then_its_clock_is_met(house: referrals.House) -> None:
    reference = house.adult()
    then = house.recovered(reference)
    then.conclude(reference, "positive")
    clock = Clock.objects.get(rule="move_on_support")
    assert (clock.due_on - clock.starts_on).days == 45
    assert end_periods_that_are_over(at=then.later(45).at) == 0
    assert end_periods_that_are_over(at=then.later(46).at) == 1
    assert end_periods_that_are_over(at=then.later(46).at) == 0
    assert Clock.objects.get(rule="move_on_support").ended_because == "met"
    assert check_cases() == []


def test_after_a_negative_both_periods_end_and_nothing_is_due_any_more(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "negative")
    house.check(reference)
    house.serve(reference)
    assert end_periods_that_are_over(at=house.later(31).at) == 2
    ended = dict(Clock.objects.values_list("rule", "ended_because"))
    assert ended["exit_period"] == "met"
    assert ended["reconsideration_request"] == "time_ran_out"
    assert Case.objects.get().due_on is None
    assert check_cases() == []
