"""Starting, moving and meeting the clocks of a case, each kept with its explanation and told as an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.cases.holidays import calendar_now
from opennrm.cases.models import Case, Clock
from opennrm.cases.texts import explanation_hash
from opennrm.mechanism.added_holidays import AddedHoliday, calendar_named, calendar_then, calendar_with, number_in
from opennrm.mechanism.calendar import CALENDAR, legal_day
from opennrm.mechanism.deadlines import (
    CALENDAR_DAYS,
    Deadline,
    deadline_as_kept,
    deadline_or_not_yet_known,
    recounted,
    refusal_to_move_clock,
)
from opennrm.mechanism.events import ClockMet, ClockMoved, ClockStarted
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import refuse_if
from opennrm.mechanism.time_limits import LimitKind, Rule, Unit
from opennrm.mechanism.vocabulary import Nation
from opennrm.referrals.rules import rules_for


def start_clock(
    case: Case, rule: Rule, starts_on: date, version: ProfileVersion, *, at: datetime, by: UUID | None
) -> None:
    """Begin a clock of a locked case; `case.due_on` becomes the day of the clock that ends first. Does not save it."""
    counts_working_days = version.time_limits[rule].unit is Unit.WORKING_DAYS
    calendar = calendar_now() if counts_working_days else CALENDAR
    deadline = deadline_or_not_yet_known(version, rule, starts_on, Nation(case.nation), calendar)
    explanation = _keep(case, deadline, at=at)
    announce(
        ClockStarted(
            subject=case.reference,
            case=case.reference,
            rule=rule.value,
            limit_kind=deadline.kind.value,
            starts_on=deadline.starts_on,
            due_on=deadline.due_on,
            calendar_version=deadline.calendar_version,
            explanation_hash=explanation_hash(explanation),
        ),
        at=at,
        by=by,
    )
    case.due_on = min((day for day in (case.due_on, deadline.due_on) if day), default=None)


def meet_clock(case: Case, rule: Rule, *, at: datetime, by: UUID | None) -> None:
    """What a clock of a locked case waited for was done. Does not save the case."""
    running = list(Clock.objects.filter(case=case, ended_at__isnull=True))
    for clock in running:
        if clock.rule != rule.value:
            continue
        clock.ended_at, clock.ended_because = at, "met"
        clock.save(update_fields=["ended_at", "ended_because"])
        announce(
            ClockMet(
                subject=case.reference,
                case=case.reference,
                rule=rule.value,
                limit_kind=clock.kind,
                starts_on=clock.starts_on,
                due_on=clock.due_on,
                calendar_version=clock.calendar_version,
                met_on=legal_day(at),
            ),
            at=at,
            by=by,
        )
    case.due_on = min((clock.due_on for clock in running if clock.due_on and not clock.ended_at), default=None)


def move_clock(
    case: Case,
    clock: Clock,
    before: Deadline,
    after: Deadline,
    *,
    holidays: Sequence[date] = (),
    at: datetime,
    by: UUID | None,
) -> None:
    """Move a running clock of a locked case for the cause that `after` names: its row ends and another begins.

    `holidays` are the added days that moved it, where that is the cause. Does not save the case. Raises `Refused`.
    """
    refuse_if(refusal_to_move_clock(before, after))
    cause = after.cause.value if after.cause else ""
    clock.ended_at, clock.ended_because = at, cause
    clock.save(update_fields=["ended_at", "ended_because"])
    explanation = _keep(case, after, at=at)
    announce(
        ClockMoved(
            subject=case.reference,
            case=case.reference,
            rule=after.rule.value,
            limit_kind=after.kind.value,
            starts_on=after.starts_on,
            due_on=after.due_on,
            calendar_version=after.calendar_version,
            cause=cause,
            moved_from=before.due_on,
            holidays=tuple(holidays),
            explanation_hash=explanation_hash(explanation),
        ),
        at=at,
        by=by,
    )
    running = Clock.objects.filter(case=case, ended_at__isnull=True)
    case.due_on = min((each.due_on for each in running if each.due_on), default=None)


def recount_clocks_of(case: Case, added: Sequence[AddedHoliday], *, at: datetime) -> None:
    """Count the running clocks of a locked case again by the calendar with these days. Does not save the case.

    A clock that none of the days lies in stays as it is, with the calendar it was counted by. One whose last day was
    not known is counted once by each newer calendar.
    """
    nation, now = Nation(case.nation), calendar_with(added)
    running = Clock.objects.filter(case=case, ended_at__isnull=True).exclude(kind=LimitKind.NONE.value)
    for clock in running.exclude(calendar_version=CALENDAR_DAYS).order_by("id"):
        before = _as_kept(case, clock, nation, added)
        after = before if before.due_on is None and _is_of_this_release(clock) else recounted(before, now)
        if after is before:
            continue
        known = number_in(clock.calendar_version)
        new = {one.day for one in added if one.number > known and one.nation is nation}
        within = sorted(day for day in new if before.due_on and after.due_on and clock.starts_on < day <= after.due_on)
        move_clock(case, clock, before, after, holidays=within, at=at, by=None)


def _as_kept(case: Case, clock: Clock, nation: Nation, added: Sequence[AddedHoliday]) -> Deadline:
    version = rules_for(case.profile, clock.starts_on, clock.started_at)
    then = calendar_then(clock.calendar_version, added)
    if clock.due_on is None:
        unknown = deadline_or_not_yet_known(version, Rule(clock.rule), clock.starts_on, nation, then)
        return replace(unknown, due_on=None, calendar_version=clock.calendar_version)
    return deadline_as_kept(version, Rule(clock.rule), clock.starts_on, clock.due_on, nation, then)


def _is_of_this_release(clock: Clock) -> bool:
    """Was it counted by the years that this release knows? Then nothing is known of it now that was not known then."""
    return calendar_named(clock.calendar_version) == CALENDAR.version


def _keep(case: Case, deadline: Deadline, *, at: datetime) -> str:
    """Keep a clock that begins to run; gives how it explains itself."""
    kept = Clock.objects.create(
        case=case,
        rule=deadline.rule.value,
        kind=deadline.kind.value,
        starts_on=deadline.starts_on,
        due_on=deadline.due_on,
        calendar_version=deadline.calendar_version,
        explanation=deadline.explain(),
        started_at=at,
    )
    return str(kept.explanation)
