"""The daily look at what has been kept long enough: it proposes, and people decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import IntegrityError

from opennrm.audit.record import announce, command
from opennrm.cases.one_by_one import Failed, one_by_one
from opennrm.cases.settled import SettledCase, settled_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import RecordProposed
from opennrm.mechanism.retention import Kept, ProposalState, Rule, Schedule, class_of, due_on, is_over, proposed_action
from opennrm.mechanism.retention import schedule_on as schedule_of
from opennrm.referrals.staying import dates_of_birth
from opennrm.retention.models import Proposal
from opennrm.retention.queries import held_of
from opennrm.retention.schedules import schedules

AT_ONCE = 500


def records_to_decide(at: datetime, failed: Failed | None = None) -> int:
    """Propose every record whose time is over, that is not on hold and that nobody decided to keep longer.

    Gives how many were proposed now; each once, however often it runs. A record in which something fails is named in
    `failed`; without one the fault is raised.
    """
    day = legal_day(at)
    schedule = schedule_of(schedules(), day)
    if schedule is None:
        return 0
    return one_by_one(_to_do(schedule, day, at), failed)


def _to_do(schedule: Schedule, day: date, at: datetime) -> Iterator[tuple[str, _Proposing]]:
    for cases in settled_cases(AT_ONCE):
        held = held_of(case.id for case in cases)
        waiting = _until(cases)
        born = dates_of_birth(case.person_id for case in cases if case.is_child)
        for case in cases:
            record_class = class_of(case.stage)
            rule = schedule.rule_for(record_class) if record_class else None
            if rule is None or case.id in held or not is_over(waiting.get(case.id, ()), day):
                continue
            kept = Kept(case.stage, case.ended_on, case.decided_on, case.is_child, born.get(case.person_id))
            due = due_on(rule, kept)
            if due is not None and due <= day:
                yield case.reference, _Proposing(case, schedule, rule, kept, due, at)


def _until(cases: list[SettledCase]) -> dict[object, list[date | None]]:
    """Until when records are kept, by case; one that is open for a decision is never over."""
    rows = Proposal.objects.filter(case_id__in=[case.id for case in cases])
    found: dict[object, list[date | None]] = {}
    for case_id, state, keep_until in rows.values_list("case_id", "state", "keep_until"):
        is_open = state in (ProposalState.PROPOSED, ProposalState.TO_ERASE, ProposalState.ERASED)
        found.setdefault(case_id, []).append(date.max if is_open else keep_until)
    return found


class _Proposing:
    """Proposing one record, as a command of its own."""

    def __init__(self, case: SettledCase, schedule: Schedule, rule: Rule, kept: Kept, due: date, at: datetime) -> None:
        self.case, self.schedule, self.rule, self.kept, self.due, self.at = case, schedule, rule, kept, due, at

    def __call__(self) -> int:
        action = proposed_action(self.rule, self.kept, legal_day(self.at))
        try:
            with command():
                row = Proposal.objects.create(
                    case_id=self.case.id,
                    record_class=self.rule.record_class.value,
                    schedule=self.schedule.version,
                    action=action.value,
                    due_on=self.due,
                    proposed_at=self.at,
                    state=ProposalState.PROPOSED.value,
                )
                proposed = RecordProposed(
                    subject=self.case.reference,
                    case=self.case.reference,
                    proposal=str(row.id),
                    schedule=row.schedule,
                    record_class=row.record_class,
                    action=row.action,
                    due_on=row.due_on,
                )
                announce(proposed, at=self.at, by=None)
        except IntegrityError:  # another sweep was there first
            return 0
        return 1
