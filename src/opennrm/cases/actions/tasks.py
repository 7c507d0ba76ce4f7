"""Tasks of a case: added for somebody of the team, passed on, done, and opened again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from opennrm.audit.once import made_once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_text
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.models import Case, Task
from opennrm.cases.team import colleagues_for
from opennrm.mechanism.events import TaskAdded, TaskAssigned, TaskDone, TaskReopened
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.vault.hashes import keyed_hash

LONGEST_TITLE = 300
EMPTY = "Write what is to be done."
NOT_IN_TEAM = Refusal("not_in_team", "Choose somebody who works in the team that holds the case.", "house", "assignee")


def hash_of_task(title: str) -> str:
    """The keyed hash by which row and event know what a task says."""
    return keyed_hash("task", title)


def add_task(
    reference: str, *, title: str, to: UUID, due_on: date | None, by: Actor, at: datetime, token: str | None = None
) -> UUID:
    """Add something to be done by somebody of the team that holds the case; gives its id.

    Raises `NotYours`; `Refused` naming the field that is wrong. It does not change the version of the case.
    Sent again with the same `token` of a form, it is added once.
    """
    refuse_if(refusal_of_text(title, "title", EMPTY, LONGEST_TITLE))
    with command():
        return made_once(
            lambda: _added(reference, title, to, due_on, by, at),
            who=by.account_id,
            token=token and f"task:{reference}:{token}",
            body={"title": title, "to": to, "due_on": due_on},
            at=at,
        )


def _added(reference: str, title: str, to: UUID, due_on: date | None, by: Actor, at: datetime) -> UUID:
    case = locked_case(reference, needs=Permission.WORK_ON_CASES, seen=None, by=by, at=at)
    _refuse_stranger(case, to, at)
    task = Task.objects.create(
        case=case,
        title=title,
        text_hash=hash_of_task(title),
        due_on=due_on,
        assignee_id=to,
        added_at=at,
        added_by_id=by.account_id,
    )
    added = TaskAdded(
        subject=reference, case=reference, task=str(task.id), to=str(to), due_on=due_on, text_hash=task.text_hash
    )
    announce(added, at=at, by=by.account_id)
    return task.id


def assign_task(reference: str, task_id: UUID, *, to: UUID, by: Actor, at: datetime) -> None:
    """Pass a task to somebody else of the team. Raises `NotYours` and `Refused`; the same person again is nothing."""
    with command():
        task = _locked(reference, task_id, by, at)
        _refuse_stranger(task.case, to, at)
        if task.assignee_id != to:
            pass_task(task.case, task, to=to, by=by.account_id, at=at)


def pass_task(case: Case, task: Task, *, to: UUID, by: UUID, at: datetime) -> None:
    """Give a task of a case to somebody else, whether anybody asked for that or it follows; within a command."""
    task.assignee_id, task.assigned_by_id = to, by
    task.save(update_fields=["assignee", "assigned_by"])
    passed = TaskAssigned(subject=case.reference, case=case.reference, task=str(task.id), to=str(to))
    announce(passed, at=at, by=by)


def finish_task(reference: str, task_id: UUID, *, by: Actor, at: datetime) -> None:
    """Say that a task is done; said twice it was done the first time. Raises `NotYours` and `Refused`."""
    with command():
        task = _locked(reference, task_id, by, at)
        if task.done_at is None:
            task.done_at, task.done_by_id = at, by.account_id
            task.save(update_fields=["done_at", "done_by"])
            announce(TaskDone(subject=reference, case=reference, task=str(task_id)), at=at, by=by.account_id)


def reopen_task(reference: str, task_id: UUID, *, by: Actor, at: datetime) -> None:
    """Say that a task is to be done after all. Raises `NotYours` and `Refused`."""
    with command():
        task = _locked(reference, task_id, by, at)
        if task.done_at is not None:
            task.done_at = task.done_by = None
            task.save(update_fields=["done_at", "done_by"])
            announce(TaskReopened(subject=reference, case=reference, task=str(task_id)), at=at, by=by.account_id)


def _locked(reference: str, task_id: UUID, by: Actor, at: datetime) -> Task:
    case = locked_case(reference, needs=Permission.WORK_ON_CASES, seen=None, by=by, at=at)
    task = Task.objects.filter(case=case, id=task_id).first()
    if task is None:
        raise NotYours
    task.case = case
    return task


def _refuse_stranger(case: Case, to: UUID, at: datetime) -> None:
    if to not in {person.id for person in colleagues_for(case, Permission.WORK_ON_CASES, at)}:
        raise Refused(NOT_IN_TEAM)
