"""A case passes to a colleague with a note and its open tasks; all of them pass when somebody leaves."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.handing_over import hand_over_all, hand_over_case
from opennrm.cases.actions.tasks import add_task
from opennrm.cases.handing_over import last_hand_over
from opennrm.cases.tasks import open_tasks
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def _held(by: Actor) -> str:
    reference = made.referred()
    take_case(reference, seen=0, by=by, at=timezone.now())
    return reference


def test_the_colleague_holds_it_is_told_and_reads_what_to_know() -> None:
    by, to = made.officer("caseworker"), made.officer("caseworker", name="Bea Lock")
    reference = _held(by)
    add_task(reference, title="Ring.", to=by.account_id, due_on=None, by=by, at=timezone.now())
    Message.objects.all().delete()
    hand_over_case(reference, to=to.account_id, note="All is in the file.", seen=1, by=by, at=timezone.now())
    case = made.seen(reference, to)
    passed = last_hand_over(case.id).alone()
    assert passed is not None
    assert (case.owner, passed.note, passed.giver, passed.taker) == (
        "Bea Lock", "All is in the file.", "Sam Okoro", "Bea Lock",
    )  # fmt: skip
    assert {task.assignee for task in open_tasks(case.id, 5).alone()} == {"Bea Lock"}
    assert {message.recipient_id for message in Message.objects.all()} == {to.account_id}
    assert [event.kind for event in events_of_case(reference)][-4:] == [
        "CaseHandedOver", "CaseAllocated", "TaskAssigned", "TaskAssigned",
    ]  # fmt: skip
    assert last_hand_over(uuid4()).alone() is None


def test_only_who_holds_it_or_manages_the_team_hands_it_over_and_only_once() -> None:
    by, to, manager = made.officer("caseworker"), made.officer("caseworker"), made.officer("manager")
    reference = _held(by)
    with pytest.raises(Refused, match="not_held"):
        hand_over_case(reference, to=to.account_id, note="Mine.", seen=1, by=to, at=timezone.now())
    with pytest.raises(Refused, match="not_held"):
        hand_over_case(made.referred(), to=to.account_id, note="Nobody's.", seen=0, by=manager, at=timezone.now())
    hand_over_case(reference, to=to.account_id, note="Yours.", seen=1, by=manager, at=timezone.now())
    with pytest.raises(Refused, match="changed_meanwhile"):
        hand_over_case(reference, to=to.account_id, note="Yours.", seen=1, by=manager, at=timezone.now())


def test_everything_that_somebody_holds_passes_at_once() -> None:
    by, to, manager = made.officer("caseworker"), made.officer("caseworker", name="Bea Lock"), made.officer("manager")
    references = [_held(by) for _ in range(3)]
    others = _held(to)
    done = hand_over_all(by.account_id, to=to.account_id, note="I leave.", by=manager, at=timezone.now())
    assert (done.passed, done.stayed) == (tuple(sorted(references)), ())
    assert {made.seen(reference, to).owner for reference in (*references, others)} == {"Bea Lock"}
    for giver, taker in ((by, to), (to, to), (to, manager)):
        with pytest.raises(Refused):
            hand_over_all(giver.account_id, to=taker.account_id, note="Again.", by=manager, at=timezone.now())
    with pytest.raises(Refused):
        hand_over_all(to.account_id, to=by.account_id, note="Not mine.", by=by, at=timezone.now())


@pytest.mark.parametrize(("note", "field"), [(" ", "note"), ("a\x00", "note"), ("Read it.", "to")])
def test_what_is_wrong_names_its_field(note: str, field: str) -> None:
    by = made.officer("caseworker")
    with pytest.raises(Refused) as refused:
        hand_over_case(_held(by), to=uuid4(), note=note, seen=1, by=by, at=timezone.now())
    assert refused.value.refusal.field == field
