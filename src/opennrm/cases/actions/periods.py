"""Periods that end by themselves after their last day: support after a decision, and the time to ask again."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from opennrm.audit.record import command
from opennrm.cases.actions.clocks import meet_clock
from opennrm.cases.actions.dropping import drop_clock
from opennrm.cases.actions.moving import keep_case
from opennrm.cases.models import Case, Clock
from opennrm.cases.one_by_one import Failed, one_by_one
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.time_limits import Rule

SUPPORT = (Rule.MOVE_ON, Rule.EXIT_PERIOD)
"""What these clocks wait for is their last day, so its passing meets them."""
AT_MOST = 500


def end_periods_that_are_over(*, at: datetime, most: int = AT_MOST, failed: Failed | None = None) -> int:
    """End every such period whose last day is before today, a case at a time; gives how many ended.

    Doing it twice does nothing the second time. That nobody asked for reconsideration in time stops that clock.
    A case that cannot be done is named in `failed`.
    """
    rules = [rule.value for rule in (*SUPPORT, Rule.RECONSIDERATION_REQUEST)]
    over = Clock.objects.filter(rule__in=rules, ended_at__isnull=True, due_on__lt=legal_day(at))
    cases = list(over.order_by("case_id").values_list("case__reference", "case_id").distinct()[:most])
    return one_by_one(((reference, partial(_ended_in, case_id, at)) for reference, case_id in cases), failed)


def _ended_in(case_id: UUID, at: datetime) -> int:
    with command():
        case = Case.objects.select_for_update().get(id=case_id)
        over = Clock.objects.filter(case=case, ended_at__isnull=True, due_on__lt=legal_day(at)).order_by("id")
        ended = 0
        for rule in [Rule(clock.rule) for clock in over]:
            if rule in SUPPORT:
                meet_clock(case, rule, at=at, by=None)
            elif rule is Rule.RECONSIDERATION_REQUEST:
                drop_clock(case, rule, "time_ran_out", at=at, by=None)
            else:
                continue
            ended += 1
        keep_case(case, "due_on")
        return ended
