"""The pages of tasks: those of a case, one of them, and one's own across all cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.absences import covered_by
from opennrm.cases.actions.tasks import add_task, assign_task, finish_task, reopen_task
from opennrm.cases.queries import CaseRead
from opennrm.cases.tasks import TaskRead, TaskRow, task_of, tasks_for, tasks_page
from opennrm.cases.team import colleagues_for
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.seeing import seen
from opennrm.web.cases.typed_day import day_if_any
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_again, token_in

TASKS_ON_THE_CASE = 10
DONE_OR_NOT = Refusal("nothing_chosen", "Choose what to do with the task.", "house", "do")


@page(needs=Permission.SEE_CASES)
def mine(request: SignedInRequest) -> HttpResponse:
    """What waits for oneself, and for those one covers for, in every case."""
    today, after = legal_day(request.at), request.GET.get("after")
    covering = covered_by(request.actor.account_id, today)
    found = tasks_for(request.actor, [request.actor.account_id, *(each.id for each in covering)], after=after)
    if after is not None and not found.rows:
        raise Http404
    shown = {
        "covering": [each.name for each in covering],
        "tasks": my_task_rows(found.rows, request.actor, today),
        "next_href": f"{reverse('my_tasks')}?{urlencode({'after': found.after})}" if found.after else None,
    }
    return render(request, "cases/my_tasks.html", shown)


@page(needs=Permission.WORK_ON_CASES)
def of_case(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """The tasks of a case, those that are done too, and a form for another."""
    read = seen(request, reference, Permission.WORK_ON_CASES)
    fields = Fields(typed, errors, {"assignee": str(request.actor.account_id)})
    found = tasks_page(read.id, _page_in(request.GET.get("page")))
    if found.page > 1 and not found.rows:
        raise Http404
    here = reverse("tasks_of_case", kwargs={"reference": reference})
    shown = {
        "reference": reference,
        "errors": errors,
        "token": token_again(typed),
        "tasks": task_rows(read, found.rows, request.actor, legal_day(request.at)),
        "next_href": None if found.is_last else f"{here}?page={found.page + 1}",
        "fields": [
            fields.line("title", "What is to be done?"),
            fields.select("assignee", "Who is to do it?", _team(read, request)),
            fields.date("due", "By when? (optional)", "For example, 27 3 2027"),
        ],
    }
    return render(request, "cases/tasks.html", shown)


@of_case.post
def of_case_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Add the task."""
    add_task(
        reference,
        title=request.POST.get("title", "").strip(),
        to=uuid_in(request.POST.get("assignee", "")),
        due_on=day_if_any(request.POST, "due", "due day"),
        by=request.actor,
        at=request.at,
        token=token_in(request.POST),
    )
    return redirect("tasks_of_case", reference=reference)


@page(needs=Permission.WORK_ON_CASES)
def one(request: SignedInRequest, reference: str, task_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """One task: to be done, opened again, or passed to somebody else."""
    read = seen(request, reference, Permission.WORK_ON_CASES)
    task = task_of(read.id, task_id)
    fields = Fields(
        typed, errors, {"do": "done" if task.done_at is None else "open", "assignee": str(task.assignee_id)}
    )
    first = ("done", "It is done") if task.done_at is None else ("open", "It is to be done after all")
    shown = {
        "reference": reference,
        "errors": errors,
        "title": task.title,
        "rows": [
            wording.row("Due", wording.day(task.due_on, "No day set")),
            wording.row("For", task.assignee),
            wording.row("Added", f"{wording.moment(task.added_at)} by {task.added_by}"),
            wording.row("Done", f"{wording.moment(task.done_at)} by {task.done_by}" if task.done_at else "Not yet"),
        ],
        "fields": [
            fields.radios("do", "What about this task?", [first, ("pass", "Somebody else is to do it")]),
            fields.select("assignee", "Who?", _team(read, request), "Only if you pass it on."),
        ],
    }
    return render(request, "cases/task.html", shown)


@one.post
def one_post(request: SignedInRequest, reference: str, task_id: UUID) -> HttpResponse:
    """Do with it what was chosen."""
    do = request.POST.get("do", "")
    if do == "pass":
        to = uuid_in(request.POST.get("assignee", ""))
        assign_task(reference, task_id, to=to, by=request.actor, at=request.at)
    elif do in ("done", "open"):
        act = finish_task if do == "done" else reopen_task
        act(reference, task_id, by=request.actor, at=request.at)
    else:
        raise Refused(DONE_OR_NOT)
    return redirect("tasks_of_case", reference=reference)


def my_task_rows(rows: Sequence[TaskRow], actor: Actor, today: date) -> list[dict[str, Any]]:
    """Tasks as lists across cases show them."""
    return [
        {
            "href": reverse("task", kwargs={"reference": row.reference, "task_id": row.id}),
            "case_href": reverse("case", kwargs={"reference": row.reference}),
            "reference": row.reference,
            "title": row.title,
            "due": wording.day(row.due_on, "No day set"),
            "late": _late(row.due_on, today),
            "for_whom": "You" if row.assignee_id == actor.account_id else row.assignee,
        }
        for row in rows
    ]


def task_rows(case: CaseRead, tasks: Sequence[TaskRead], actor: Actor, today: date) -> list[dict[str, Any]]:
    """Tasks as lists of a case show them."""
    return [
        {
            "href": reverse("task", kwargs={"reference": case.reference, "task_id": task.id}),
            "title": task.title,
            "due": wording.day(task.due_on, "No day set"),
            "late": task.done_at is None and _late(task.due_on, today),
            "for_whom": "You" if task.assignee_id == actor.account_id else task.assignee,
            "done": f"{wording.moment(task.done_at)} by {task.done_by}" if task.done_at else "",
        }
        for task in tasks
    ]


def _page_in(typed: str | None) -> int:
    """The number of a page as an address gives it; what is no such number is a page that is not there."""
    if typed is None:
        return 1
    if not typed.isascii() or not typed.isdigit() or not 0 < len(typed) <= 6 or int(typed) < 1:
        raise Http404
    return int(typed)


def _late(due_on: date | None, today: date) -> bool:
    return due_on is not None and today > due_on


def _team(case: CaseRead, request: SignedInRequest) -> list[tuple[str, str]]:
    people = colleagues_for(case, Permission.WORK_ON_CASES, request.at)
    return [(str(each.id), each.name) for each in people]
