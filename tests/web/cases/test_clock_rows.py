"""The clocks of a case explain themselves on its page: how they were counted, and how and why they moved."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from opennrm.cases.actions.holidays import add_holiday, recount_clocks
from opennrm.cases.queries import ClockRead
from opennrm.web.cases.clock_rows import clock_rows
from tests.cases.test_holidays import MONDAY, administrator
from tests.factories import cases as made
from tests.factories import partners
from tests.web.rules.test_profiles import text_of

TODAY = date(2026, 3, 12)
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


def clock(
    due_on: date | None, ended_at: datetime | None = None, because: str = "", rule: str = "one_rule"
) -> ClockRead:
    return ClockRead(rule, "target", date(2026, 3, 2), due_on, f"Counted to {due_on}.", ended_at, because)


def test_a_clock_that_moved_is_shown_once_with_the_days_it_had() -> None:
    moved = [clock(date(2026, 3, 10)), clock(date(2026, 3, 9), AT, "holiday_added")]
    (row,) = clock_rows(moved, TODAY)
    assert row["line"] == "Target: Tuesday 10 March 2026"
    assert row["late"]
    assert row["earlier"] == [
        {
            "line": "It moved from Monday 9 March 2026 to Tuesday 10 March 2026 on 3 March 2026 at 09:00, because a "
            "bank holiday was added.",
            "explanation": "Counted to 2026-03-09.",
        }
    ]


def test_a_clock_that_stopped_and_runs_again_says_so() -> None:
    (row,) = clock_rows([clock(date(2026, 3, 9), AT, "closed"), clock(date(2026, 3, 9))], TODAY)
    assert row["earlier"][0]["line"] == "It stopped on 3 March 2026 at 09:00: closed. It runs again."


def test_those_that_run_come_first_by_the_day_they_are_due() -> None:
    rows = clock_rows(
        [
            clock(None, rule="no_limit"),
            clock(date(2026, 4, 1), rule="later"),
            clock(date(2026, 3, 9), AT, "met", rule="ended"),
            clock(date(2026, 3, 20), rule="sooner"),
        ],
        TODAY,
    )
    assert [row["title"] for row in rows] == ["Sooner", "Later", "No limit", "Ended"]
    assert rows[-1]["line"] == "Target: Monday 9 March 2026. Met on 3 March 2026 at 09:00"
    assert not any(row["late"] for row in rows)


@pytest.mark.django_db
def test_the_page_of_a_case_tells_why_its_clock_moved_and_by_which_rules_it_is_decided() -> None:
    reference = made.referred(at=MONDAY)
    add_holiday(["england"], date(2026, 3, 6), "A day of thanks", reason="", by=administrator(), at=MONDAY)
    recount_clocks(MONDAY)
    client = partners.client_for(made.account_of(made.officer("caseworker")))
    told = text_of(client.get(f"/cases/{reference}/"))
    assert "It moved from Monday 9 March 2026 to Tuesday 10 March 2026" in told
    assert "because a bank holiday was added." in told
    assert "Working days of England" in told
    assert "Friday 6 March 2026 (A day of thanks)" in told
    assert "as it stood from Friday 13 February 2026" in told
