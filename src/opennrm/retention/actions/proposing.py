"""The daily look at what has been kept long enough: it proposes, and people decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import IntegrityError

from opennrm.audit.record import announce, command
from opennrm.cases.one_by_one import Failed, one_by_one
from opennrm.cases.settled import SettledCase, settled_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import RecordProposed
from opennrm.mechanism.retention import OPEN_PROPOSALS, ProposalState, Schedule, is_over, proposed_action
from opennrm.mechanism.retention import schedule_on as schedule_of
from opennrm.retention.actions.voiding import void_proposals
from opennrm.retention.coming_up import ComingUp, coming_up
from opennrm.retention.models import Proposal
from opennrm.retention.queries import held_of
from opennrm.retention.schedules import schedules

AT_ONCE = 500
OPEN = [state.value for state in OPEN_PROPOSALS]
OF_A_PROPOSAL = ("case_id", "case__reference", "record_class", "due_on")


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


def _to_do(schedule: Schedule, day: date, at: datetime) -> Iterator[tuple[str, Callable[[], int]]]:
    for cases in settled_cases(AT_ONCE):
        held, up = held_of(case.id for case in cases), coming_up(cases, schedule)
        yield from _to_void(cases, up, at)
        waiting = _until(cases)
        for case in cases:
            one = up.get(case.id)
            if one is None or case.id in held or not is_over(waiting.get(case.id, ()), day):
                continue
            if one.due_on <= day:
                yield case.reference, _Proposing(case, schedule, one, at)


def _to_void(
    cases: list[SettledCase], up: Mapping[UUID, ComingUp], at: datetime
) -> Iterator[tuple[str, Callable[[], int]]]:
    """Proposals that were made by what no longer is so: whoever waits on them would wait for ever."""
    rows = Proposal.objects.filter(case_id__in=[case.id for case in cases], state__in=OPEN)
    for case_id, reference, record_class, due in rows.values_list(*OF_A_PROPOSAL):
        one = up.get(case_id)
        if one is None or one.proposed != (record_class, due):
            yield reference, partial(_void, reference, case_id, at)


def _void(reference: str, case_id: UUID, at: datetime) -> int:
    with command():
        void_proposals(reference, case_id, by=None, at=at)
    return 0


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

    def __init__(self, case: SettledCase, schedule: Schedule, up: ComingUp, at: datetime) -> None:
        self.case, self.schedule, self.up, self.at = case, schedule, up, at

    def __call__(self) -> int:
        action = proposed_action(self.up.rule, self.up.kept, legal_day(self.at))
        try:
            with command():
                row = Proposal.objects.create(
                    case_id=self.case.id,
                    record_class=self.up.rule.record_class.value,
                    schedule=self.schedule.version,
                    action=action.value,
                    due_on=self.up.due_on,
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
