"""What is due, by when, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from opennrm.mechanism.calendar import CALENDAR, OutsideCalendar, working_days_after
from opennrm.mechanism.deadlines import (
    CALENDAR_DAYS,
    ClockCause,
    Override,
    deadline_for,
    deadline_or_not_yet_known,
    extended,
    recounted,
    refusal_by_bar,
    refusal_to_move_clock,
)
from opennrm.mechanism.time_limits import LimitKind, Rule
from opennrm.mechanism.vocabulary import Nation
from tests.mechanism.versions import NOW

MONDAY = date(2026, 3, 2)
FIRST = deadline_for(NOW, Rule.REASONABLE_GROUNDS_DECISION, MONDAY, Nation.WALES)
RECOVERY = deadline_for(NOW, Rule.RECOVERY_PERIOD, MONDAY, Nation.WALES)
CONCLUSIVE = deadline_for(NOW, Rule.CONCLUSIVE_GROUNDS_DECISION, MONDAY, Nation.WALES)
ASKING = deadline_for(NOW, Rule.RECONSIDERATION_REQUEST, MONDAY, Nation.WALES)
WITH_HOLIDAY = CALENDAR.with_holiday(date(2026, 3, 4), "A new holiday", frozenset({Nation.WALES}), "later")


def test_reasonable_grounds_are_a_target_of_five_working_days() -> None:
    assert (FIRST.kind, FIRST.due_on, FIRST.calendar_version) == (LimitKind.TARGET, date(2026, 3, 9), CALENDAR.version)
    assert len(FIRST.counted) == 5


def test_a_target_explains_itself() -> None:
    assert FIRST.explain() == (
        "Target: reasonable grounds decision by Monday 9 March 2026. Counted from Monday 2 March 2026, which is day "
        "nought: 5 working days. Working days of Wales, by united-kingdom-2026-02-03. Not counted: Saturday 7 March "
        "2026 (Saturday); Sunday 8 March 2026 (Sunday). Source: Devolved child decision-making: general guidance, "
        "version 6 (borders_act_2023, 2026-02-13)."
    ).replace("Devolved", "Devolving")


def test_recovery_is_a_bar_of_thirty_days_that_no_holiday_moves() -> None:
    assert (RECOVERY.kind, RECOVERY.due_on, RECOVERY.calendar_version) == (
        LimitKind.BAR,
        date(2026, 4, 1),
        CALENDAR_DAYS,
    )
    assert RECOVERY.explain().startswith("Bar: recovery period until Wednesday 1 April 2026. Counted from")
    assert "Working days of" not in RECOVERY.explain()
    assert recounted(RECOVERY, WITH_HOLIDAY) is RECOVERY


def test_where_no_limit_is_set_the_clock_says_so() -> None:
    assert CONCLUSIVE.due_on is None
    assert CONCLUSIVE.explain().startswith("No limit is set for the conclusive grounds decision.")
    assert not CONCLUSIVE.is_late_on(date(2030, 1, 1))


@pytest.mark.parametrize("rule", NOW.time_limits)
def test_every_limit_of_the_profile_can_explain_itself(rule: Rule) -> None:
    told = deadline_for(NOW, rule, MONDAY, Nation.SCOTLAND).explain()
    assert "Source: " in told
    assert "borders_act_2023, 2026-02-13" in told


def test_a_deadline_is_late_from_the_day_after_it_is_due() -> None:
    assert not FIRST.is_late_on(date(2026, 3, 9))
    assert FIRST.is_late_on(date(2026, 3, 10))


@pytest.mark.proves("REL-16")
def test_a_holiday_added_later_moves_the_deadline_by_a_recorded_cause_only() -> None:
    moved = recounted(FIRST, WITH_HOLIDAY)
    assert (moved.due_on, moved.cause, moved.calendar_version) == (
        date(2026, 3, 10),
        ClockCause.HOLIDAY_ADDED,
        "later",
    )
    assert "A new holiday" in moved.explain()
    assert "recorded cause: holiday added" in moved.explain()
    assert refusal_to_move_clock(FIRST, moved) is None
    silent = refusal_to_move_clock(FIRST, replace(moved, cause=None))
    assert silent is not None
    assert silent.code == "clock_without_cause"


def test_a_holiday_elsewhere_leaves_the_deadline_as_it_was() -> None:
    in_scotland = CALENDAR.with_holiday(date(2026, 3, 4), "Elsewhere", frozenset({Nation.SCOTLAND}), "later")
    assert recounted(FIRST, in_scotland) is FIRST
    assert refusal_to_move_clock(FIRST, FIRST) is None


def test_a_clock_cannot_become_another_clock() -> None:
    refusal = refusal_to_move_clock(FIRST, RECOVERY)
    assert refusal is not None
    assert refusal.code == "another_clock"


def test_an_extension_adds_units_of_its_own_kind() -> None:
    longer = extended(RECOVERY, 15, ClockCause.EXTENSION)
    assert (longer.due_on, longer.length, longer.cause) == (date(2026, 4, 16), 45, ClockCause.EXTENSION)
    working = extended(FIRST, 2, ClockCause.SUSPENSION)
    assert working.due_on == working_days_after(MONDAY, 7, Nation.WALES)


@pytest.mark.parametrize(
    ("days", "cause", "of"),
    [
        (0, ClockCause.EXTENSION, RECOVERY),
        (1, ClockCause.HOLIDAY_ADDED, RECOVERY),
        (1, ClockCause.EXTENSION, CONCLUSIVE),
    ],
)
def test_an_extension_that_is_none_is_an_error(days: int, cause: ClockCause, of: object) -> None:
    with pytest.raises(ValueError, match="Extend"):
        extended(of, days, cause)  # type: ignore[arg-type]


def test_recovery_bars_what_comes_before_its_day() -> None:
    refusal = refusal_by_bar(RECOVERY, date(2026, 3, 31))
    assert refusal is not None
    assert "Wednesday 1 April 2026" in refusal.because
    assert refusal_by_bar(RECOVERY, date(2026, 4, 1)) is None


def test_the_time_to_ask_bars_what_comes_after_its_day() -> None:
    assert refusal_by_bar(ASKING, date(2026, 4, 1)) is None
    refusal = refusal_by_bar(ASKING, date(2026, 4, 2))
    assert refusal is not None
    assert "ended on Wednesday 1 April 2026" in refusal.because


def test_a_bar_is_crossed_only_with_a_whole_override() -> None:
    early = date(2026, 3, 3)
    assert refusal_by_bar(RECOVERY, early, Override("officer", "person_asked")) is None
    assert refusal_by_bar(RECOVERY, early, Override("officer", "")) is not None


def test_a_target_never_bars() -> None:
    assert refusal_by_bar(FIRST, date(2026, 1, 1)) is None
    assert refusal_by_bar(CONCLUSIVE, date(2026, 1, 1)) is None


def test_the_calendar_s_holiday_of_june_2026_moves_scotland_alone() -> None:
    due = {
        nation: deadline_for(NOW, Rule.REASONABLE_GROUNDS_DECISION, date(2026, 6, 11), nation).due_on
        for nation in Nation
    }
    assert due == {
        Nation.ENGLAND: date(2026, 6, 18),
        Nation.WALES: date(2026, 6, 18),
        Nation.SCOTLAND: date(2026, 6, 19),
        Nation.NORTHERN_IRELAND: date(2026, 6, 18),
    }


def test_a_clock_beyond_the_calendar_has_no_day_yet_and_says_why() -> None:
    beyond = date(CALENDAR.last_year, 12, 28)
    with pytest.raises(OutsideCalendar):
        deadline_for(NOW, Rule.REASONABLE_GROUNDS_DECISION, beyond, Nation.WALES)
    clock = deadline_or_not_yet_known(NOW, Rule.REASONABLE_GROUNDS_DECISION, beyond, Nation.WALES)
    assert clock.kind is LimitKind.TARGET
    assert clock.due_on is None
    assert "The last day is not known yet" in clock.explain()
    assert deadline_or_not_yet_known(NOW, Rule.REASONABLE_GROUNDS_DECISION, MONDAY, Nation.WALES) == FIRST
