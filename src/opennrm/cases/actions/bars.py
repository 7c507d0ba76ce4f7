"""The bars of a case as the rules ask about them: its deadlines rebuilt from its clocks, and the leave to cross one."""

from __future__ import annotations

from dataclasses import replace

from opennrm.cases.models import BarOverride, Case, Clock
from opennrm.mechanism.deadlines import Deadline, Override, deadline_or_not_yet_known
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.time_limits import LimitKind, Rule, Unit
from opennrm.mechanism.vocabulary import Nation


def deadline_of(clock: Clock, version: ProfileVersion, nation: Nation) -> Deadline:
    """The deadline of a clock as it stands now, moves and all; `version` says its unit and source."""
    deadline = deadline_or_not_yet_known(version, Rule(clock.rule), clock.starts_on, nation)
    length = deadline.length
    if deadline.unit is Unit.CALENDAR_DAYS and clock.due_on is not None:
        length = (clock.due_on - clock.starts_on).days
    return replace(
        deadline,
        kind=LimitKind(clock.kind),
        due_on=clock.due_on,
        length=length,
        calendar_version=clock.calendar_version,
    )


def newest_clock(case: Case, rule: Rule) -> Clock | None:
    """The newest clock of a rule in a case, running or not."""
    return Clock.objects.filter(case=case, rule=rule.value).order_by("-id").first()


def recovery_of(case: Case, version: ProfileVersion) -> Deadline:
    """The recovery period of a case. Raises `Refused` where none began: then nothing can follow it either."""
    clock = newest_clock(case, Rule.RECOVERY_PERIOD)
    if clock is None:
        raise Refused(Refusal("no_recovery", "This case has had no recovery period, so nothing follows it.", "house"))
    return deadline_of(clock, version, Nation(case.nation))


def override_of(case: Case, rule: Rule) -> Override | None:
    """The recorded leave to cross the bar of a rule as it stands now; None if nobody gave it.

    Leave is given to cross a bar that ends on a certain day: once the bar moved, it must be given again.
    """
    clock = newest_clock(case, rule)
    given = BarOverride.objects.filter(case=case, rule=rule.value).order_by("-id").first()
    if clock is None or given is None or given.due_on != clock.due_on:
        return None
    return Override(by=str(given.overridden_by_id), reason=given.reason)
