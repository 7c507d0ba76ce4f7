"""Recovery gets longer by so many days, and with it the time for the decision that it bars."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.cases.actions.bars import deadline_of
from opennrm.cases.actions.clocks import move_clock
from opennrm.cases.models import Case, Clock
from opennrm.mechanism.deadlines import ClockCause, Deadline, extended
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation


def lengthen_recovery(
    case: Case, clock: Clock, days: int, cause: ClockCause, version: ProfileVersion, *, at: datetime, by: UUID | None
) -> Deadline:
    """Move the clock of recovery that runs in a locked case, for a recorded cause; gives its deadline from now on.

    Where the profile sets a day for the decision on conclusive grounds, that day moves by as many days for the same
    cause: no case is late for a decision that nobody may make yet. Does not save the case. Source: house.
    """
    nation = Nation(case.nation)
    before = deadline_of(clock, version, nation)
    after = extended(before, days, cause)
    move_clock(case, clock, before, after, at=at, by=by)
    barred = Clock.objects.filter(
        case=case, rule=Rule.CONCLUSIVE_GROUNDS_DECISION.value, ended_at__isnull=True, due_on__isnull=False
    ).first()
    if barred is not None:
        decision = deadline_of(barred, version, nation)
        move_clock(case, barred, decision, extended(decision, days, cause), at=at, by=by)
    return after
