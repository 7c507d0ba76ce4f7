"""Reading tasks: those of a case, and those of a person across their cases."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import F

from opennrm.cases.models import NO_DAY, Task
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.vault.fields import open_selected, personal, selected
from opennrm.vault.together import Reading

PAGE = 50
COLUMNS = (
    "id",
    "title",
    "due_on",
    "assignee_id",
    "assignee__name",
    "added_at",
    "added_by__name",
    "done_at",
    "done_by__name",
)


@dataclass(frozen=True, slots=True)
class TaskRead:
    """A task of a case; `done_at` is None while it waits."""

    id: UUID
    title: str
    due_on: date | None
    assignee_id: UUID
    assignee: str
    added_at: datetime
    added_by: str
    done_at: datetime | None
    done_by: str | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in the list of somebody's tasks, with its case."""

    id: UUID
    reference: str
    title: str
    due_on: date | None
    assignee_id: UUID
    assignee: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A page of somebody's tasks. `after` is where the next begins, None on the last."""

    rows: tuple[TaskRow, ...]
    after: str | None


def open_tasks(case_id: UUID, limit: int) -> Reading[list[TaskRead]]:
    """What waits to be done in a case, the most pressing first, to be read together with something else."""
    rows = Task.objects.filter(case_id=case_id, done_at__isnull=True).order_by("due_on", "added_at", "id")
    return Reading(rows.values_list(*COLUMNS)[:limit], lambda found: [TaskRead(*row) for row in found])


def tasks_of(case_id: UUID) -> list[TaskRead]:
    """The tasks of a case: those that wait, the most pressing first, then those that are done, the last first."""
    rows = [
        TaskRead(*row) for row in Task.objects.filter(case_id=case_id).order_by("due_on", "id").values_list(*COLUMNS)
    ]
    done = sorted(((task.done_at, task) for task in rows if task.done_at), key=lambda pair: pair[0], reverse=True)
    return [task for task in rows if task.done_at is None] + [task for _at, task in done]


@dataclass(frozen=True, slots=True)
class CaseTaskPage:
    """A page of the tasks of a case. `page` is its number from 1, `is_last` whether another follows."""

    rows: tuple[TaskRead, ...]
    page: int
    is_last: bool


def tasks_page(case_id: UUID, page: int) -> CaseTaskPage:
    """A page of the tasks of a case in the order of `tasks_of`; past the end it has no rows."""
    order = (F("done_at").desc(nulls_first=True), "due_on", "id")
    rows = Task.objects.filter(case_id=case_id).order_by(*order).values_list(*COLUMNS)
    first = (page - 1) * PAGE
    found = tuple(TaskRead(*row) for row in rows[first : first + PAGE + 1])
    return CaseTaskPage(found[:PAGE], page, len(found) <= PAGE)


def task_of(case_id: UUID, task_id: UUID) -> TaskRead:
    """One task of a case. Raises `NotYours` if the case has no such task."""
    row = Task.objects.filter(case_id=case_id, id=task_id).values_list(*COLUMNS).first()
    if row is None:
        raise NotYours
    return TaskRead(*row)


# Walks the index (assignee, due_on, id) of tasks that wait, for each person, and stops after a page. `OFFSET 0` keeps
# the question of access a question of each row: as a join it is taken to leave so few that all tasks are read.
TITLE = personal(Task, "title")
OPEN_TASKS = f"""
SELECT t.id, c.reference, {selected(TITLE, "t")}, t.due_on, t.assignee_id, a.name
FROM unnest(%(whose)s::uuid[]) AS whose(id)
CROSS JOIN LATERAL (
    SELECT * FROM cases_task t
    WHERE t.assignee_id = whose.id AND t.done_at IS NULL
      AND (COALESCE(t.due_on, '9999-12-31'::date), t.id) > (%(due)s::date, %(id)s::uuid)
      AND EXISTS (
          SELECT 1 FROM cases_access x JOIN cases_case k ON k.id = x.case_id
          WHERE x.case_id = t.case_id AND x.grantee = ANY(%(grantees)s) AND x.until_at IS NULL
            AND (NOT k.restricted OR x.grantee = %(account)s)
          OFFSET 0
      )
    ORDER BY COALESCE(t.due_on, '9999-12-31'::date), t.id
    LIMIT %(limit)s
) t
JOIN cases_case c ON c.id = t.case_id
JOIN partners_account a ON a.id = t.assignee_id
ORDER BY COALESCE(t.due_on, '9999-12-31'::date), t.id
LIMIT %(limit)s
"""  # noqa: S608 - made of the names of columns
NOWHERE = ("-infinity", "00000000-0000-0000-0000-000000000000")


def tasks_for(actor: Actor, whose: Collection[UUID], *, after: str | None = None) -> TaskPage:
    """What waits for these people in the cases that the actor may see, the most pressing first, a page at a time.

    `after` is what an earlier page gave; anything else is read as the beginning.
    """
    due, id_ = _read_after(after)
    with connection.cursor() as cursor:
        cursor.execute(
            OPEN_TASKS,
            {
                "whose": list(whose),
                "grantees": list(actor.grantees_for(Permission.SEE_CASES)),
                "account": actor.account_id,
                "due": due,
                "id": id_,
                "limit": PAGE + 1,
            },
        )
        found = cursor.fetchall()
    rows = tuple(
        TaskRow(id_, reference, open_selected(TITLE, bytes(title)), due_on, assignee_id, assignee)
        for id_, reference, title, due_on, assignee_id, assignee in found
    )
    if len(rows) <= PAGE:
        return TaskPage(rows, None)
    last = rows[PAGE - 1]
    return TaskPage(rows[:PAGE], f"{(last.due_on or NO_DAY).isoformat()}~{last.id}")


def _read_after(after: str | None) -> tuple[str, str]:
    due, _, id_ = (after or "").partition("~")
    try:
        return date.fromisoformat(due).isoformat(), str(UUID(id_))
    except ValueError:
        return NOWHERE
