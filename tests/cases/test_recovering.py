"""Recovery ends by a press or by the day's sweep, and never before its bar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.recovering import end_recoveries_that_are_over, end_recovery
from opennrm.cases.verification import check_cases
from opennrm.mechanism.refusal import Refused
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=60))


def test_nobody_ends_recovery_before_its_bar(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    early = house.later(29)
    with pytest.raises(Refused, match="bar_crossed"):
        end_recovery(reference, seen=1, by=early.actor("caseworker"), at=early.at)
    assert house.case(reference).stage == "recovery"


def test_the_sweep_ends_what_is_over_and_nothing_twice(house: referrals.House) -> None:
    over, running = house.adult(), house.later(20).adult()
    house.decide(over, "positive")
    house.later(20).decide(running, "positive")
    day_30 = house.later(30).at
    assert end_recoveries_that_are_over(at=house.later(29).at) == 0
    assert end_recoveries_that_are_over(at=day_30) == 1
    assert end_recoveries_that_are_over(at=day_30) == 0
    assert house.case(over).stage == "conclusive_grounds_pending"
    assert house.case(running).stage == "recovery"
    (ended,) = [event for event in events_of_case(over) if event.kind == "RecoveryEnded"]
    assert ended.by is None
    assert check_cases() == []
