"""Clocks start with an explanation and an event, are met once, and the case is due when the first of them ends."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.cases.models import Case, Clock
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_new_case_has_its_first_clock_and_is_due_with_it() -> None:
    reference = made.referred()
    clock = Clock.objects.get(case__reference=reference)
    assert (clock.rule, clock.kind, clock.ended_at) == ("reasonable_grounds_decision", "target", None)
    assert Case.objects.get().due_on == clock.due_on
    assert clock.explanation
    started = next(event for event in events_of_case(reference) if event.kind == "ClockStarted")
    assert started.facts["due_on"] == (clock.due_on.isoformat() if clock.due_on else None)


def test_a_served_positive_meets_the_first_clock_and_starts_recovery() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    made.decided(reference, "positive", by=by)
    ended = {clock.rule: clock.ended_because for clock in Clock.objects.filter(case__reference=reference)}
    running = {"recovery_period": "", "conclusive_grounds_decision": ""}
    assert ended == {"reasonable_grounds_decision": "met", **running}
    assert Case.objects.get().due_on == Clock.objects.get(rule="recovery_period").due_on
    met = [event.facts["rule"] for event in events_of_case(reference) if event.kind == "ClockMet"]
    assert met == ["reasonable_grounds_decision"]


@pytest.mark.parametrize(
    ("sent_at", "received", "due"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1), date(2026, 7, 8)),
        (datetime(2026, 7, 1, 23, 1, tzinfo=UTC), date(2026, 7, 2), date(2026, 7, 9)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31), date(2027, 1, 8)),
        (datetime(2028, 2, 29, 0, 1, tzinfo=UTC), date(2028, 2, 29), date(2028, 3, 7)),
    ],
)
def test_a_minute_before_midnight_in_london_is_another_day_than_a_minute_after(
    sent_at: datetime, received: date, due: date
) -> None:
    reference = made.referred(at=sent_at)
    case = Case.objects.get(reference=reference)
    assert (case.received_on, case.due_on) == (received, due)
