"""The kinds of event about clocks that are published: a stored history holds their names, so none may vanish."""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.events import KINDS, ClockMoved, told

PUBLISHED = [
    "BarOverridden",
    "ClockMet",
    "ClockMoved",
    "ClockStarted",
    "ClockStopped",
    "HolidayAdded",
]


def test_every_published_kind_of_event_about_clocks_is_still_there() -> None:
    there = sorted(name for name, kind in KINDS.items() if kind.__module__ == "opennrm.mechanism.events.clocks")
    assert there == PUBLISHED


def test_a_moved_clock_tells_from_which_day_and_which_holiday_moved_it() -> None:
    moved = ClockMoved(
        subject="C1",
        case="C1",
        rule="reasonable_grounds_decision",
        limit_kind="target",
        starts_on=date(2026, 3, 2),
        due_on=date(2026, 3, 10),
        calendar_version="v.added-1",
        cause="holiday_added",
        moved_from=date(2026, 3, 9),
        holidays=(date(2026, 3, 6),),
    )
    assert moved.facts()["holidays"] == ["2026-03-06"]
    assert told("ClockMoved", moved.facts()) == (
        "The clock of the reasonable grounds decision moved from Monday 9 March 2026 to Tuesday 10 March 2026, "
        "because a bank holiday was added: Friday 6 March 2026."
    )


def test_a_moved_clock_of_an_older_history_is_still_told() -> None:
    facts = {"rule": "recovery_period", "due_on": "2026-03-10", "cause": "extension"}
    assert told("ClockMoved", facts) == (
        "The clock of the recovery period moved to Tuesday 10 March 2026, because of: extension."
    )
    assert "from Monday 9 March 2026 to" in told("ClockMoved", facts | {"moved_from": "2026-03-09", "holidays": []})
