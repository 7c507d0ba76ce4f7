"""The clocks of a case that ends another way than by what they wait for: stopped for a cause, and begun again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.cases.models import Case, Clock
from opennrm.cases.texts import explanation_hash
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import ClockStarted, ClockStopped


def stop_clocks(case: Case, cause: str, *, at: datetime, by: UUID | None) -> None:
    """Stop every clock that runs, for a coded cause; `case.due_on` is emptied. Does not save the case."""
    for clock in Clock.objects.filter(case=case, ended_at__isnull=True).order_by("id"):
        clock.ended_at, clock.ended_because = at, cause
        clock.save(update_fields=["ended_at", "ended_because"])
        stopped = ClockStopped(
            subject=case.reference, case=case.reference, rule=clock.rule, stopped_on=legal_day(at), cause=cause
        )
        announce(stopped, at=at, by=by)
    case.due_on = None


def start_stopped_clocks(case: Case, cause: str, *, stopped_at: datetime, at: datetime, by: UUID | None) -> None:
    """Let the clocks that the last ending stopped, for this cause, run again as they ran. Does not save the case.

    `stopped_at` is the moment of that ending: what an earlier one stopped has been dealt with since. Each keeps the
    day it began on and the day it is due: what was closed by mistake is no younger for it.
    """
    stopped = Clock.objects.filter(case=case, ended_because=cause, ended_at=stopped_at).order_by("id")
    # One of each rule, the newest: a case can end twice within a moment of the clock.
    newest = {clock.rule: clock for clock in stopped}
    for clock in newest.values():
        Clock.objects.create(
            case=case,
            rule=clock.rule,
            kind=clock.kind,
            starts_on=clock.starts_on,
            due_on=clock.due_on,
            calendar_version=clock.calendar_version,
            explanation=clock.explanation,
            started_at=at,
        )
        started = ClockStarted(
            subject=case.reference,
            case=case.reference,
            rule=clock.rule,
            limit_kind=clock.kind,
            starts_on=clock.starts_on,
            due_on=clock.due_on,
            calendar_version=clock.calendar_version,
            explanation_hash=explanation_hash(clock.explanation),
        )
        announce(started, at=at, by=by)
        case.due_on = min((day for day in (case.due_on, clock.due_on) if day), default=None)
