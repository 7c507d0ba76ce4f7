"""Tasks: for somebody of the team, by a day, done and opened again; in the list of whoever has them."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases import tasks
from opennrm.cases.actions.tasks import LONGEST_TITLE, add_task, assign_task, finish_task, reopen_task
from opennrm.cases.models import Task
from opennrm.cases.tasks import open_tasks, task_of, tasks_for, tasks_of
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor, NotYours
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def _add(
    reference: str, by: Actor, title: str = "Ring the council.", to: UUID | None = None, due: date | None = None
) -> UUID:
    return add_task(reference, title=title, to=to or by.account_id, due_on=due, by=by, at=timezone.now())


def test_a_task_is_kept_as_written_and_its_event_never_says_it() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    task_id = _add(reference, by, due=date(2027, 3, 27))
    task = task_of(made.seen(reference, by).id, task_id)
    assert (task.title, task.due_on, task.assignee, task.done_at) == (
        "Ring the council.", date(2027, 3, 27), "Sam Okoro", None,
    )  # fmt: skip
    event = events_of_case(reference)[-1]
    assert event.facts == {
        "task": str(task_id),
        "to": str(by.account_id),
        "due_on": "2027-03-27",
        "text_hash": Task.objects.get().text_hash,
    }
    assert made.seen(reference, by).version == 0


def test_a_task_is_done_once_and_opened_again() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    task_id = _add(reference, by)
    for act in (finish_task, finish_task, reopen_task, reopen_task, finish_task):
        act(reference, task_id, by=by, at=timezone.now())
    assert [event.kind for event in events_of_case(reference)[-4:]] == [
        "TaskAdded", "TaskDone", "TaskReopened", "TaskDone",
    ]  # fmt: skip
    assert open_tasks(made.seen(reference, by).id, 5).alone() == []


def test_whoever_gets_a_task_from_somebody_else_is_told() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    colleague = made.officer("second_officer", name="Ruth Alder")
    Message.objects.all().delete()
    task_id = _add(reference, by)
    assert not Message.objects.exists()
    assign_task(reference, task_id, to=colleague.account_id, by=by, at=timezone.now())
    assign_task(reference, task_id, to=colleague.account_id, by=by, at=timezone.now())
    assert [message.recipient_id for message in Message.objects.all()] == [colleague.account_id]
    assert [event.kind for event in events_of_case(reference)][-2:] == ["TaskAdded", "TaskAssigned"]


@pytest.mark.parametrize(
    ("title", "field"),
    [(" ", "title"), ("x" * (LONGEST_TITLE + 1), "title"), ("a\x00", "title"), ("Ring.", "assignee")],
)
def test_what_is_wrong_names_its_field(title: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        _add(made.referred(), made.officer("caseworker"), title, to=uuid4())
    assert refused.value.refusal.field == field


def test_a_task_of_another_case_or_team_is_not_there() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    task_id = _add(reference, by)
    with pytest.raises(NotYours):
        finish_task(made.referred(), task_id, by=by, at=timezone.now())
    with pytest.raises(NotYours):
        _add(reference, made.officer("caseworker", in_team=made.authority_team("Z")))
    with pytest.raises(Refused, match="not_your_role"):
        _add(reference, made.referrer())


def test_the_list_of_a_person_goes_across_cases_by_day_and_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "PAGE", 2)
    by, colleague = made.officer("caseworker"), made.officer("caseworker", name="Bea Lock")
    references = [made.referred() for _ in range(3)]
    days = (None, date(2027, 1, 2), date(2027, 1, 1))
    for reference, day in zip(references, days, strict=True):
        _add(reference, by, due=day)
    _add(references[0], by, to=colleague.account_id)
    first = tasks_for(by, [by.account_id])
    second = tasks_for(by, [by.account_id], after=first.after)
    assert [row.reference for row in (*first.rows, *second.rows)] == references[::-1]
    assert second.after is None
    assert tasks_for(by, [by.account_id], after="9999-12-31~" + "f" * 32).rows == ()
    assert len(tasks_for(by, [colleague.account_id]).rows) == 1
    stranger = made.officer("caseworker", in_team=made.authority_team("Z"))
    assert tasks_for(stranger, [by.account_id]).rows == ()
    assert len(tasks_of(made.seen(references[0], by).id)) == 2
