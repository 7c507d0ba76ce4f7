"""The verb `sweep`: what the day brings, told in numbers, and nothing the second time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cases.test_asking import asked
from tests.console.conftest import Run
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_the_day_brings_the_end_of_recovery_and_a_chaser_once(opennrm: Run) -> None:
    house = referrals.house(timezone.now() - timedelta(days=40))
    reference = house.adult()
    asked(house, reference)
    house.decide(reference, "positive")
    assert opennrm("sweep", "--json") == (0, {"recoveries_ended": 1, "requests_chased": 1})
    assert opennrm("sweep", "--json") == (0, {"recoveries_ended": 0, "requests_chased": 0})
    assert opennrm("sweep")[1].startswith("Recovery periods that were over and ended: 0")
    assert house.case(reference).stage == "conclusive_grounds_pending"
