"""When the record of a case comes up, by the schedule that holds: asked when it is proposed, decided and let go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from opennrm.cases.settled import SettledCase, settled_case
from opennrm.mechanism.retention import Kept, Rule, Schedule, class_of, due_on, schedule_on, was_a_child
from opennrm.referrals.queries import referred_as_children
from opennrm.referrals.staying import dates_of_birth
from opennrm.retention.schedules import schedules


@dataclass(frozen=True, slots=True)
class ComingUp:
    """A record that comes up: by which rule, what says how long it is kept, and on which day."""

    rule: Rule
    kept: Kept
    due_on: date

    @property
    def proposed(self) -> tuple[str, date]:
        """What a proposal is made by: if it is another one later, the proposal no longer counts."""
        return self.rule.record_class.value, self.due_on


def coming_up(cases: Sequence[SettledCase], schedule: Schedule) -> dict[UUID, ComingUp]:
    """When each of these records comes up; one that has no rule, or no day that counts, never does."""
    children = referred_as_children([case.reference for case in cases])
    born = dates_of_birth(case.person_id for case in cases)
    found = {}
    for case in cases:
        record_class = class_of(case.stage)
        rule = schedule.rule_for(record_class) if record_class else None
        if rule is None:
            continue
        kept = _kept(case, case.reference in children, born.get(case.person_id))
        due = due_on(rule, kept)
        if due is not None:
            found[case.id] = ComingUp(rule, kept, due)
    return found


def coming_up_of(case_id: UUID, day: date) -> ComingUp | None:
    """The same of one case on a day; None where it goes on, or never comes up."""
    case, schedule = settled_case(case_id), schedule_on(schedules(), day)
    return None if case is None or schedule is None else coming_up([case], schedule).get(case_id)


def _kept(case: SettledCase, referred_as_child: bool, born_on: date | None) -> Kept:
    was_child = was_a_child(
        referred_as_child=referred_as_child or case.is_child, received_on=case.received_on, born_on=born_on
    )
    return Kept(case.stage, case.ended_on, case.decided_on, was_child, born_on)
