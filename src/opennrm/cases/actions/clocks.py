"""Starting and meeting the clocks of a case, each kept with its explanation and told as an event."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.cases.models import Case, Clock
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.deadlines import deadline_or_not_yet_known
from opennrm.mechanism.events import ClockMet, ClockStarted
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation


def start_clock(
    case: Case, rule: Rule, starts_on: date, version: ProfileVersion, *, at: datetime, by: UUID | None
) -> None:
    """Begin a clock of a locked case; `case.due_on` becomes the day of the clock that ends first. Does not save it."""
    deadline = deadline_or_not_yet_known(version, rule, starts_on, Nation(case.nation))
    Clock.objects.create(
        case=case,
        rule=rule.value,
        kind=deadline.kind.value,
        starts_on=deadline.starts_on,
        due_on=deadline.due_on,
        calendar_version=deadline.calendar_version,
        explanation=deadline.explain(),
        started_at=at,
    )
    announce(
        ClockStarted(
            subject=case.reference,
            case=case.reference,
            rule=rule.value,
            limit_kind=deadline.kind.value,
            starts_on=deadline.starts_on,
            due_on=deadline.due_on,
            calendar_version=deadline.calendar_version,
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
