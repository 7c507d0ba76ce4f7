"""The clocks of a case explain themselves on its page: how they were counted, and how and why they moved."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from opennrm.cases.actions.holidays import add_holiday, recount_clocks
from opennrm.cases.queries import ClockRead
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.profile import version_on
from opennrm.mechanism.time_limits import LimitKind
from opennrm.web.cases.clock_rows import BARS, clock_rows
from tests.cases.test_holidays import MONDAY, administrator
from tests.factories import cases as made
from tests.factories import partners
from tests.web.rules.test_profiles import text_of

TODAY = date(2026, 3, 12)
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


def clock(
    due_on: date | None,
    ended_at: datetime | None = None,
    because: str = "",
    rule: str = "one_rule",
    kind: str = "target",
) -> ClockRead:
    return ClockRead(rule, kind, date(2026, 3, 2), due_on, f"Counted to {due_on}.", ended_at, because)


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
            clock(None, rule="no_limit", kind="none"),
            clock(date(2026, 4, 1), rule="later"),
            clock(date(2026, 3, 9), AT, "met", rule="ended"),
            clock(date(2026, 3, 20), rule="sooner"),
        ],
        TODAY,
    )
    assert [row["title"] for row in rows] == ["Sooner", "Later", "No limit", "Ended"]
    assert rows[-1]["line"] == "Target: Monday 9 March 2026. Met on 3 March 2026 at 09:00"
    assert not any(row["late"] for row in rows)


@pytest.mark.parametrize(
    ("rule", "kind", "line"),
    [
        ("recovery_period", "bar", "Not before: Wednesday 1 April 2026"),
        ("reconsideration_request", "bar", "To be asked for at the latest by: Wednesday 1 April 2026"),
        ("move_on_support", "bar", "At least until: Wednesday 1 April 2026"),
        ("exit_period", "bar", "At least until: Wednesday 1 April 2026"),
        ("exit_period", "target", "Target: Wednesday 1 April 2026"),
        ("reasonable_grounds_decision", "target", "Target: Wednesday 1 April 2026"),
    ],
)
def test_each_limit_says_whether_it_holds_before_or_after_its_day(rule: str, kind: str, line: str) -> None:
    (row,) = clock_rows([clock(date(2026, 4, 1), rule=rule, kind=kind)], TODAY)
    assert row["line"] == line


def test_every_rule_that_can_be_a_bar_has_words_of_its_own() -> None:
    versions = [version_on(profile, TODAY) for profile in PROFILES.values()]
    limits = [limit for version in versions for limit in version.time_limits.values()]
    assert {limit.rule.value for limit in limits if limit.kind is LimitKind.BAR} <= set(BARS)


@pytest.mark.parametrize(
    ("kind", "line"),
    [("none", "No time limit"), ("target", "Target: not known yet"), ("bar", "Not before: not known yet")],
)
def test_a_limit_that_cannot_be_counted_yet_is_not_told_as_no_limit(kind: str, line: str) -> None:
    (row,) = clock_rows([clock(None, rule="recovery_period", kind=kind)], TODAY)
    assert row["line"] == line


def test_a_last_day_that_became_known_later_is_told_as_that() -> None:
    still, known = clock(None, AT, "calendar_extended"), clock(date(2026, 3, 9), None)
    (row,) = clock_rows([still, known], TODAY)
    assert row["earlier"][0]["line"] == (
        "Its last day, Monday 9 March 2026, was counted on 3 March 2026 at 09:00, because the bank holidays of more "
        "years became known."
    )
    (row,) = clock_rows([still, clock(None)], TODAY)
    assert row["earlier"][0]["line"].endswith("and its last day was not known yet.")


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
