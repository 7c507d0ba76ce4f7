"""What is due and by when: a target, a bar or none, each able to explain itself; clocks move by a cause only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from opennrm.mechanism.calendar import (
    CALENDAR,
    Calendar,
    Count,
    DayOff,
    OutsideCalendar,
    count_calendar_days,
    count_working_days,
    in_words,
    working_days_between,
)
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.sources import cited
from opennrm.mechanism.time_limits import LimitKind, Rule, Unit
from opennrm.mechanism.vocabulary import Nation

CALENDAR_DAYS = "calendar-days"
"""The calendar version of a limit that counts every day: no bank holiday can move it."""


class ClockCause(StrEnum):
    """Why a clock moved; nothing else moves one."""

    HOLIDAY_ADDED = "holiday_added"
    CALENDAR_EXTENDED = "calendar_extended"
    EXTENSION = "extension"
    SUSPENSION = "suspension"
    CORRECTION = "correction"
    LOCAL_PANEL = "local_panel"
    """Whose panel decides changed, and with it the time for the decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A limit on a clock that began on a day. `due_on` is None where no limit is set."""

    rule: Rule
    kind: LimitKind
    starts_on: date
    due_on: date | None
    unit: Unit
    length: int
    counted: tuple[date, ...]
    skipped: tuple[DayOff, ...]
    calendar_version: str
    nation: Nation
    source: str
    profile: str
    profile_version: str
    cause: ClockCause | None = None
    moved_from: date | None = None

    def explain(self) -> str:
        """How it was counted, in sentences: the rule, the days, those skipped and why, the calendar, the source."""
        started = f"Counted from {in_words(self.starts_on)}, which is day nought"
        because = f"Source: {cited(self.source)} ({self.profile}, {self.profile_version})."
        if self.due_on is None and self.kind is not LimitKind.NONE:
            return (
                f"{self.length} {_UNITS[self.unit]} for the {self.rule.words}. {started}. "
                "The last day is not known yet: the bank holidays of a year it reaches into are not in "
                f"{self.calendar_version}. {because}"
            )
        if self.due_on is None:
            return f"No limit is set for the {self.rule.words}. {started}. {because}"
        opening = _OPENINGS[self.rule, self.kind].format(day=in_words(self.due_on))
        sentences = [f"{opening} {started}: {self.length} {_UNITS[self.unit]}."]
        if self.unit is Unit.WORKING_DAYS:
            sentences.append(f"Working days of {self.nation.replace('_', ' ').title()}, by {self.calendar_version}.")
        if self.skipped:
            off = "; ".join(f"{in_words(day_off.day)} ({day_off.reason})" for day_off in self.skipped)
            sentences.append(f"Not counted: {off}.")
        if self.cause is not None:
            before = f"from {in_words(self.moved_from)} " if self.moved_from else ""
            sentences.append(f"It moved {before}because of this recorded cause: {self.cause.replace('_', ' ')}.")
        return " ".join([*sentences, because])

    def is_late_on(self, day: date) -> bool:
        """Has a target, or a time to ask, gone by on this day."""
        return self.due_on is not None and day > self.due_on


_UNITS = {Unit.WORKING_DAYS: "working days", Unit.CALENDAR_DAYS: "calendar days"}
_OPENINGS = {
    **{(rule, LimitKind.TARGET): f"Target: {rule.words} by {{day}}." for rule in Rule},
    **{(rule, LimitKind.BAR): f"Bar: {rule.words} until {{day}}." for rule in Rule},
}


def deadline_for(
    version: ProfileVersion, rule: Rule, starts_on: date, nation: Nation, calendar: Calendar = CALENDAR
) -> Deadline:
    """The deadline that a rule of a profile's version sets on a clock that begins on `starts_on`.

    Raises `KeyError` where the profile has no such rule, `OutsideCalendar` past the years whose holidays are known.
    """
    limit = version.time_limits[rule]
    if limit.unit is Unit.WORKING_DAYS:
        count, counted_by = count_working_days(starts_on, limit.length, nation, calendar), calendar.version
    else:
        count, counted_by = count_calendar_days(starts_on, limit.length), CALENDAR_DAYS
    return Deadline(
        rule=rule,
        kind=limit.kind,
        starts_on=starts_on,
        due_on=None if limit.kind is LimitKind.NONE else count.ends_on,
        unit=limit.unit,
        length=limit.length,
        counted=count.counted,
        skipped=count.skipped,
        calendar_version=counted_by,
        nation=nation,
        source=limit.source,
        profile=version.profile,
        profile_version=version.version,
    )


def deadline_or_not_yet_known(
    version: ProfileVersion, rule: Rule, starts_on: date, nation: Nation, calendar: Calendar = CALENDAR
) -> Deadline:
    """The deadline, or one whose `due_on` is None because the calendar does not reach so far.

    A clock that cannot be counted yet must not keep a referral from being received.
    """
    try:
        return deadline_for(version, rule, starts_on, nation, calendar)
    except OutsideCalendar:
        limit = version.time_limits[rule]
        return Deadline(
            rule=rule,
            kind=limit.kind,
            starts_on=starts_on,
            due_on=None,
            unit=limit.unit,
            length=limit.length,
            counted=(),
            skipped=(),
            calendar_version=calendar.version,
            nation=nation,
            source=limit.source,
            profile=version.profile,
            profile_version=version.version,
        )


def deadline_as_kept(
    version: ProfileVersion, rule: Rule, starts_on: date, due_on: date, nation: Nation, calendar: Calendar
) -> Deadline:
    """A deadline in working days as it was counted by the calendar of then, extensions included.

    Raises `KeyError` where the profile has no such rule, `ValueError` where that calendar does not count to that day.
    """
    length = working_days_between(starts_on, due_on, nation, calendar)
    count = count_working_days(starts_on, length, nation, calendar)
    if count.ends_on != due_on:
        raise ValueError(f"{calendar.version} does not count {length} working days to {due_on.isoformat()}.")
    limit = version.time_limits[rule]
    return Deadline(
        rule=rule,
        kind=limit.kind,
        starts_on=starts_on,
        due_on=due_on,
        unit=Unit.WORKING_DAYS,
        length=length,
        counted=count.counted,
        skipped=count.skipped,
        calendar_version=calendar.version,
        nation=nation,
        source=limit.source,
        profile=version.profile,
        profile_version=version.version,
    )


def recounted(deadline: Deadline, calendar: Calendar) -> Deadline:
    """The same deadline by another calendar, its cause `HOLIDAY_ADDED`; the same object if nothing about it moves.

    One whose last day was not known is counted by the new calendar for the cause `CALENDAR_EXTENDED`, and may still
    not be known. Source: house.
    """
    if deadline.unit is not Unit.WORKING_DAYS or deadline.kind is LimitKind.NONE:
        return deadline
    if deadline.due_on is None:
        return _counted_at_last(deadline, calendar)
    count = count_working_days(deadline.starts_on, deadline.length, deadline.nation, calendar)
    if count.ends_on == deadline.due_on:
        return deadline
    return _moved(deadline, count, ClockCause.HOLIDAY_ADDED, deadline.length, calendar.version)


def _counted_at_last(deadline: Deadline, calendar: Calendar) -> Deadline:
    try:
        count = count_working_days(deadline.starts_on, deadline.length, deadline.nation, calendar)
    except OutsideCalendar:
        return replace(deadline, calendar_version=calendar.version, cause=ClockCause.CALENDAR_EXTENDED)
    return _moved(deadline, count, ClockCause.CALENDAR_EXTENDED, deadline.length, calendar.version)


def extended(deadline: Deadline, by_days: int, cause: ClockCause, calendar: Calendar = CALENDAR) -> Deadline:
    """The same deadline with more of its own units, for a recorded cause.

    Raises `ValueError` for fewer than one day, a limit that is not set, or a cause that only a calendar can be.
    """
    if by_days < 1 or deadline.due_on is None or cause in _BY_CALENDAR:
        raise ValueError("Extend a limit that is set, by at least a day, for a cause other than a calendar.")
    length = deadline.length + by_days
    if deadline.unit is Unit.WORKING_DAYS:
        count = count_working_days(deadline.starts_on, length, deadline.nation, calendar)
        return _moved(deadline, count, cause, length, calendar.version)
    return _moved(deadline, count_calendar_days(deadline.starts_on, length), cause, length, CALENDAR_DAYS)


def refusal_to_move_clock(before: Deadline, after: Deadline) -> Refusal | None:
    """A clock moves only by a recorded cause, and stays the clock of the same rule and start."""
    if before == after:
        return None
    if (before.rule, before.starts_on) != (after.rule, after.starts_on):
        return Refusal("another_clock", "A clock keeps its rule and the day it began on.", "house")
    if after.cause is None:
        return Refusal("clock_without_cause", "Say why the clock moves: an extension, a holiday added.", "house")
    return None


@dataclass(frozen=True, slots=True)
class Override:
    """That somebody, named by the id of their account, allowed a bar to be crossed, and the code of the reason."""

    by: str
    reason: str


def refusal_by_bar(deadline: Deadline, day: date, override: Override | None = None) -> Refusal | None:
    """A bar is not crossed without a recorded override; a target never refuses.

    The recovery period bars what comes before its day; the time to ask for reconsideration bars what comes after.
    """
    if deadline.kind is not LimitKind.BAR or deadline.due_on is None:
        return None
    closes = deadline.rule in _CLOSES
    is_crossed = day > deadline.due_on if closes else day < deadline.due_on
    if not is_crossed or (override is not None and override.by and override.reason):
        return None
    if closes:
        because = f"The time for a {deadline.rule.words} ended on {in_words(deadline.due_on)}."
    else:
        because = f"This must wait until {in_words(deadline.due_on)}: the {deadline.rule.words} is not over."
    return Refusal(code="bar_crossed", because=f"{because} Record an override to go on.", source=deadline.source)


_BY_CALENDAR = frozenset({ClockCause.HOLIDAY_ADDED, ClockCause.CALENDAR_EXTENDED})
_CLOSES = frozenset({Rule.RECONSIDERATION_REQUEST})


def _moved(deadline: Deadline, count: Count, cause: ClockCause, length: int, calendar_version: str) -> Deadline:
    return Deadline(
        rule=deadline.rule,
        kind=deadline.kind,
        starts_on=deadline.starts_on,
        due_on=count.ends_on,
        unit=deadline.unit,
        length=length,
        counted=count.counted,
        skipped=count.skipped,
        calendar_version=calendar_version,
        nation=deadline.nation,
        source=deadline.source,
        profile=deadline.profile,
        profile_version=deadline.profile_version,
        cause=cause,
        moved_from=deadline.due_on,
    )
