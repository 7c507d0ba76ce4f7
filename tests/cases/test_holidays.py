"""A bank holiday added late moves every open clock that it lies in, once, with its reason told on each case."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from opennrm.audit.models import EventRow
from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.holidays import add_holiday, recount_clocks
from opennrm.cases.holidays import cases_to_recount, holiday_rows, how_many_to_recount
from opennrm.cases.models import Case, Clock, Holiday
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import CALENDAR
from opennrm.mechanism.events import told
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor
from tests.factories import cases as made
from tests.factories import partners

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
WEDNESDAY = date(2026, 3, 4)
FRIDAY = date(2026, 3, 6)
OLDER = "an-older-release"
THANKS = "A day of thanks"


def administrator() -> Actor:
    return partners.actor(partners.account("administrator", of=made.authority_team().organisation))


def added(*nations: str, day: date = FRIDAY, by: Actor | None = None, title: str = THANKS) -> tuple[str, ...]:
    who = by or administrator()
    return add_holiday(nations or ("england",), day, title, reason="Proclaimed.", by=who, at=MONDAY)


def running(reference: str) -> Clock:
    return Clock.objects.get(case__reference=reference, ended_at__isnull=True)


@pytest.mark.proves("REL-16")
def test_an_open_clock_moves_by_a_day_and_says_why() -> None:
    reference = made.referred(at=MONDAY)
    assert running(reference).due_on == date(2026, 3, 9)
    added()
    assert recount_clocks(MONDAY).cases == 1
    before, after = Clock.objects.filter(case__reference=reference).order_by("id")
    assert (before.due_on, before.ended_because) == (date(2026, 3, 9), "holiday_added")
    assert "Friday 6 March 2026" not in before.explanation
    assert (after.due_on, after.ended_at) == (date(2026, 3, 10), None)
    assert after.calendar_version == f"{CALENDAR.version}.added-1"
    assert "Friday 6 March 2026 (A day of thanks)" in after.explanation
    assert "It moved from Monday 9 March 2026 because of this recorded cause: holiday added." in after.explanation
    assert Case.objects.get().due_on == date(2026, 3, 10)
    assert check_cases() == []


def test_the_timeline_of_the_case_tells_both_days_and_the_holiday() -> None:
    reference = made.referred(at=MONDAY)
    added()
    recount_clocks(MONDAY)
    moved = [event for event in events_of_case(reference) if event.kind == "ClockMoved"]
    assert [told(event.kind, event.facts) for event in moved] == [
        "The clock of the reasonable grounds decision moved from Monday 9 March 2026 to Tuesday 10 March 2026, "
        "because a bank holiday was added: Friday 6 March 2026."
    ]
    assert moved[0].by is None


def test_counting_again_a_second_time_changes_nothing() -> None:
    reference = made.referred(at=MONDAY)
    added()
    recount_clocks(MONDAY)
    entries = EventRow.objects.count()
    assert recount_clocks(MONDAY).cases == 0
    assert EventRow.objects.count() == entries
    assert Clock.objects.filter(case__reference=reference).count() == 2


def test_adding_it_twice_adds_it_once() -> None:
    assert added() == ("england",)
    assert added() == ()
    assert added("england", "wales") == ("wales",)
    assert [(row.number, row.nation) for row in holiday_rows()] == [(2, "wales"), (1, "england")]
    assert EventRow.objects.filter(kind="HolidayAdded").count() == 2


def test_a_job_that_stopped_in_the_middle_goes_on_where_it_was() -> None:
    by = made.referrer()
    references = sorted(made.referred(by, at=MONDAY, first_name=name) for name in ("Ana", "Bo", "Cy"))
    added()

    def stop(done: int, of: int) -> None:
        assert of == 3
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recount_clocks(MONDAY, stop)
    assert (cases_to_recount(), how_many_to_recount()) == (references[1:], 2)
    heard: list[tuple[int, int]] = []
    assert recount_clocks(MONDAY, lambda done, of: heard.append((done, of))).cases == 2
    assert heard == [(1, 2), (2, 2)]
    assert [running(reference).due_on for reference in references] == [date(2026, 3, 10)] * 3
    assert EventRow.objects.filter(kind="ClockMoved").count() == 3
    assert check_cases() == []


def test_two_days_added_before_the_job_ran_move_a_clock_once_by_two() -> None:
    reference = made.referred(at=MONDAY)
    by = administrator()
    added(by=by)
    added(day=WEDNESDAY, by=by)
    recount_clocks(MONDAY)
    assert running(reference).due_on == date(2026, 3, 11)
    moved = [event.facts for event in events_of_case(reference) if event.kind == "ClockMoved"]
    assert [facts["holidays"] for facts in moved] == [["2026-03-04", "2026-03-06"]]


def test_a_day_into_which_a_clock_was_moved_moves_it_again() -> None:
    reference = made.referred(at=MONDAY)
    by = administrator()
    added(by=by)
    recount_clocks(MONDAY)
    added(day=date(2026, 3, 10), by=by)
    recount_clocks(MONDAY)
    clocks = Clock.objects.filter(case__reference=reference).order_by("id")
    assert [clock.due_on for clock in clocks] == [date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)]
    assert check_cases() == []


@pytest.mark.parametrize(
    ("nation", "day"),
    [
        ("wales", FRIDAY),
        ("england", date(2026, 3, 10)),
        ("england", MONDAY.date()),
        ("england", date(2026, 2, 26)),
    ],
)
def test_a_clock_that_the_day_does_not_lie_in_stays(nation: str, day: date) -> None:
    reference = made.referred(at=MONDAY)
    added(nation, day=day)
    assert recount_clocks(MONDAY).cases == 0
    assert (running(reference).due_on, Clock.objects.count()) == (date(2026, 3, 9), 1)


def test_a_clock_that_was_met_or_counts_calendar_days_stays() -> None:
    reference = made.referred(at=MONDAY - timedelta(days=7))
    made.decided(reference, "positive", by=made.officer("caseworker"))
    before = list(Clock.objects.order_by("id").values_list("rule", "due_on", "ended_because"))
    added()
    assert recount_clocks(MONDAY).cases == 0
    assert list(Clock.objects.order_by("id").values_list("rule", "due_on", "ended_because")) == before


def test_a_new_clock_counts_by_the_new_calendar() -> None:
    added()
    clock = running(made.referred(at=MONDAY))
    assert clock.due_on == date(2026, 3, 10)
    assert clock.calendar_version == f"{CALENDAR.version}.added-1"
    assert THANKS in clock.explanation
    assert recount_clocks(MONDAY).cases == 0
    assert check_cases() == []


def test_a_clock_whose_last_day_was_not_known_is_counted_once_a_release_knows_more_years() -> None:
    reference = made.referred(at=MONDAY)
    Clock.objects.update(due_on=None, calendar_version=f"{OLDER}.added-1")
    assert cases_to_recount() == [reference]
    assert recount_clocks(MONDAY).cases == 1
    clock = running(reference)
    assert (clock.due_on, clock.calendar_version) == (date(2026, 3, 9), CALENDAR.version)
    assert Case.objects.get().due_on == date(2026, 3, 9)
    (moved,) = [event for event in events_of_case(reference) if event.kind == "ClockMoved"]
    assert (moved.facts["cause"], moved.facts["moved_from"]) == ("calendar_extended", None)
    assert told(moved.kind, moved.facts) == (
        "The last day of the reasonable grounds decision is known now: Monday 9 March 2026, since the calendar tells "
        "of more years."
    )
    assert recount_clocks(MONDAY).cases == 0
    # What was put into the row above, behind the history, is all that it finds.
    assert [found.what.startswith("the history says Counter") for found in check_cases()] == [True]


def test_one_that_still_cannot_be_counted_is_looked_at_once_by_each_calendar() -> None:
    last = datetime(CALENDAR.last_year, 12, 30, 9, tzinfo=UTC)
    reference = made.referred(at=last)
    assert running(reference).due_on is None
    added()
    assert recount_clocks(last).cases == 0
    Clock.objects.update(calendar_version=OLDER)
    assert recount_clocks(last).cases == 1
    assert (running(reference).due_on, running(reference).calendar_version) == (None, f"{CALENDAR.version}.added-1")
    assert [told(event.kind, event.facts) for event in events_of_case(reference) if event.kind == "ClockMoved"] == [
        "The reasonable grounds decision was counted again by a newer calendar, and its last day is still not known."
    ]
    assert recount_clocks(last).cases == 0


def test_a_clock_without_a_limit_is_never_counted_again() -> None:
    made.referred(at=MONDAY)
    Clock.objects.update(due_on=None, kind="none", calendar_version=OLDER)
    assert cases_to_recount() == []


def test_a_case_that_cannot_be_counted_is_named_and_the_others_are_counted() -> None:
    by = made.referrer()
    broken, whole = sorted(made.referred(by, at=MONDAY, first_name=name) for name in ("Ana", "Bo"))
    Clock.objects.filter(case__reference=broken).update(due_on=date(2026, 3, 8))
    added()
    done = recount_clocks(MONDAY)
    assert (done.cases, done.failed) == (1, ((broken, "ValueError"),))
    assert running(whole).due_on == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"title": " "}, "no_title", "title"),
        ({"day": date(2026, 3, 7)}, "already_a_day_off", "day"),
        ({"day": date(2026, 4, 3)}, "already_a_day_off", "day"),
        ({"nations": ()}, "no_nation", "nation"),
        ({"nations": ("atlantis",)}, "no_nation", "nation"),
        ({"reason": "x" * 201}, "reason_too_long", "reason"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_added(changed: dict[str, Any], code: str, field: str) -> None:
    given: dict[str, Any] = {"nations": ("england",), "day": FRIDAY, "title": THANKS, "reason": ""} | changed
    with pytest.raises(Refused) as refused:
        add_holiday(
            given["nations"], given["day"], given["title"], reason=given["reason"], by=administrator(), at=MONDAY
        )
    assert (refused.value.refusal.code, refused.value.refusal.field) == (code, field)
    assert not Holiday.objects.exists()


def test_only_an_administrator_of_a_competent_authority_adds_one() -> None:
    with pytest.raises(Refused, match="not_your_role"):
        added(by=made.officer("caseworker"))
    with pytest.raises(Refused, match="not_a_competent_authority"):
        added(by=partners.actor(partners.account("administrator")))
