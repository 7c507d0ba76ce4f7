"""A clock that no longer waits for anything, because the case went on another way: stopped for a cause."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce
from opennrm.cases.models import Case, Clock
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import ClockStopped
from opennrm.mechanism.time_limits import Rule


def drop_clock(case: Case, rule: Rule, cause: str, *, at: datetime, by: UUID | None) -> None:
    """Stop the clock of a rule in a locked case, if it runs, for a coded cause. Does not save the case."""
    running = list(Clock.objects.filter(case=case, ended_at__isnull=True))
    for clock in running:
        if clock.rule != rule.value:
            continue
        clock.ended_at, clock.ended_because = at, cause
        clock.save(update_fields=["ended_at", "ended_because"])
        stopped = ClockStopped(
            subject=case.reference, case=case.reference, rule=rule.value, stopped_on=legal_day(at), cause=cause
        )
        announce(stopped, at=at, by=by)
    case.due_on = min((clock.due_on for clock in running if clock.due_on and not clock.ended_at), default=None)
