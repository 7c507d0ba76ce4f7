"""Handing cases over to a colleague, with what they should know: one case, or all of somebody who leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.actions import allocation
from opennrm.cases.actions.allocation import give_case
from opennrm.cases.actions.lengths import refusal_of_text
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.actions.tasks import pass_task
from opennrm.cases.models import Case, HandOver, Task
from opennrm.cases.team import colleagues_for
from opennrm.cases.visibility import visible_to
from opennrm.mechanism.events import CaseHandedOver
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.vault.hashes import keyed_hash

NOT_IN_TEAM = replace(allocation.NOT_IN_TEAM, field="to")

EMPTY = "Write what your colleague should know."
NOT_YOURS_TO_GIVE = Refusal(
    "not_held",
    "Only who holds a case, or manages its team, hands it over.",
    "house",
)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What became of the cases that somebody held: the references that passed, and those that stayed."""

    passed: tuple[str, ...]
    stayed: tuple[str, ...]


def hash_of_hand_over(note: str) -> str:
    """The keyed hash by which row and event know what a colleague was told."""
    return keyed_hash("hand over", note)


def hand_over_case(reference: str, *, to: UUID, note: str, seen: int, by: Actor, at: datetime) -> None:
    """Hand a case over, with its open tasks. Raises `NotYours`, and `Refused` naming the field that is wrong."""
    refuse_if(refusal_of_text(note, "note", EMPTY))
    with command():
        case = locked_case(reference, needs=Permission.WORK_ON_CASES, seen=seen, by=by, at=at)
        if case.owner_id is None or not _may_give(case, by):
            raise Refused(NOT_YOURS_TO_GIVE)
        if to == case.owner_id or to not in _who_decide(case, at):
            raise Refused(NOT_IN_TEAM)
        _hand_over(case, case.owner_id, to, note, by=by, at=at)


def hand_over_all(giver: UUID, *, to: UUID, note: str, by: Actor, at: datetime) -> HandedOver:
    """Hand over every case that somebody holds, to a colleague of the same team; by themselves or who manages them.

    Gives which passed, and which stayed because the colleague does not decide in their team. Raises `Refused`.
    """
    refuse_if(refusal_to_act(by, Permission.WORK_ON_CASES))
    refuse_if(refusal_of_text(note, "note", EMPTY))
    if giver == to:
        raise Refused(NOT_IN_TEAM)
    passed: list[str] = []
    stayed: list[str] = []
    takers: dict[UUID, set[UUID]] = {}
    with command():
        held = Case.objects.select_for_update().filter(visible_to(by, at, Permission.WORK_ON_CASES), owner_id=giver)
        for case in held.order_by("reference"):
            decide = _who_decide(case, at) if case.restricted else takers.get(case.owner_team_id)
            if decide is None:
                decide = takers[case.owner_team_id] = _who_decide(case, at)
            if to in decide and _may_give(case, by):
                _hand_over(case, giver, to, note, by=by, at=at)
                passed.append(case.reference)
            else:
                stayed.append(case.reference)
        if not passed:
            raise Refused(NOT_IN_TEAM if stayed else Refusal("nothing_held", "No case is held.", "house", "giver"))
    return HandedOver(tuple(passed), tuple(stayed))


def _may_give(case: Case, by: Actor) -> bool:
    return case.owner_id == by.account_id or Permission.ALLOCATE in by.permissions_in(case.owner_team_id)


def _who_decide(case: Case, at: datetime) -> set[UUID]:
    return {person.id for person in colleagues_for(case, Permission.DECIDE, at)}


def _hand_over(case: Case, giver: UUID, to: UUID, note: str, *, by: Actor, at: datetime) -> None:
    row = HandOver.objects.create(
        case=case,
        giver_id=giver,
        taker_id=to,
        note=note,
        text_hash=hash_of_hand_over(note),
        handed_over_at=at,
        handed_over_by_id=by.account_id,
    )
    told = CaseHandedOver(subject=case.reference, case=case.reference, to=str(to), text_hash=row.text_hash)
    announce(told, at=at, by=by.account_id)
    give_case(case, to, by=by.account_id, at=at)
    for task in Task.objects.filter(case=case, assignee_id=giver, done_at__isnull=True).order_by("id"):
        pass_task(case, task, to=to, by=by.account_id, at=at)
