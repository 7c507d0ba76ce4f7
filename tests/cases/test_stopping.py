"""Clocks that stop for a cause, and run again as they ran."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.audit.record import command
from opennrm.cases.actions.stopping import start_stopped_clocks, stop_clocks
from opennrm.cases.models import Case, Clock
from tests.factories import referrals

pytestmark = pytest.mark.django_db


def test_a_stopped_clock_says_why_and_runs_again_with_the_day_it_was_due() -> None:
    house = referrals.house()
    reference = house.adult()
    case = Case.objects.get()
    due_on = case.due_on
    with command():
        stop_clocks(case, "closed", at=house.at, by=house.caseworker.id)
    assert case.due_on is None
    assert Clock.objects.get().ended_because == "closed"
    with command():
        start_stopped_clocks(case, "withdrawn", stopped_at=house.at, at=house.at, by=None)
    assert case.due_on is None
    with command():
        start_stopped_clocks(case, "closed", stopped_at=house.at + timedelta(days=1), at=house.at, by=None)
    assert case.due_on is None
    with command():
        start_stopped_clocks(case, "closed", stopped_at=house.at, at=house.at + timedelta(days=9), by=None)
    assert case.due_on == due_on
    kinds = [event.kind for event in events_of_case(reference) if event.kind.startswith("Clock")]
    assert kinds == ["ClockStarted", "ClockStopped", "ClockStarted"]
