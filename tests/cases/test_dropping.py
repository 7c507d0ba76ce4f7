"""A clock is dropped for a cause; the case is due on the day of what still runs."""

from __future__ import annotations

import pytest

from opennrm.audit.record import command
from opennrm.cases.actions.dropping import drop_clock
from opennrm.cases.actions.moving import keep_case
from opennrm.cases.models import Case, Clock
from opennrm.cases.verification import check_cases
from opennrm.mechanism.time_limits import Rule
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_one_clock_is_stopped_and_the_others_run_on() -> None:
    house = referrals.house()
    house.decide(house.adult(), "positive")
    with command():
        case = Case.objects.get()
        drop_clock(case, Rule.RECOVERY_PERIOD, "tried", at=house.at, by=None)
        keep_case(case, "due_on")
    assert Clock.objects.get(rule="recovery_period").ended_because == "tried"
    (running,) = Clock.objects.filter(ended_at__isnull=True)
    assert running.rule == "conclusive_grounds_decision"
    assert Case.objects.get().due_on is None
    assert check_cases() == []
