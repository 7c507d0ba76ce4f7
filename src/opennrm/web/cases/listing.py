"""The pages of lists: the work list with its filters, finding a case, saved lists, and the queues of teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.absences import covered_by
from opennrm.cases.actions.saved_lists import remove_list, save_list
from opennrm.cases.actions.searching import MOST as MOST_PEOPLE
from opennrm.cases.actions.searching import Found, search_cases
from opennrm.cases.emergencies import EmergencyRead, overdue_reviews
from opennrm.cases.finding import MOST, SHORTEST, find_cases
from opennrm.cases.queues import MANY, Queue, queues_of
from opennrm.cases.saved_lists import saved_lists_of
from opennrm.cases.tasks import tasks_for
from opennrm.cases.worklists import work_list as work_list_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.references import letters_as_meant
from opennrm.mechanism.stages import OPEN_STAGES
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.directory import people_in_teams, team_names
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.budget import count_search
from opennrm.web.cases import work_lists
from opennrm.web.cases.filtering import asked_in, filter_fields
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.presenters import stage_in_words
from opennrm.web.cases.tasks import my_task_rows
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

TASKS_ON_THE_LIST = 5


@page(needs=Permission.SEE_CASES)
def work_list(request: SignedInRequest) -> HttpResponse:
    """The cases of the actor's teams, the most pressing clock first, narrowed as was asked."""
    actor, today, after = request.actor, legal_day(request.at), request.GET.get("after")
    overdue = overdue_reviews(actor, at=request.at)
    if overdue:
        return render(request, "cases/review_first.html", {"overdue": [_overdue(each) for each in overdue]})
    sent = request.GET.dict()
    covering = covered_by(actor.account_id, today)
    asked = asked_in(sent, actor, today, covering)
    found = work_list_of(actor, asked.stages, asked.asked, after=after)
    if after is not None and not found.rows:
        raise Http404
    people = people_in_teams(actor.teams_for(Permission.SEE_CASES), [Permission.WORK_ON_CASES], request.at)
    tasks = tasks_for(actor, [actor.account_id, *(each.id for each in covering)]).rows
    address = reverse("work_list")
    shown = {
        "caption": asked.tab.title,
        "tabs": work_lists.tabs(asked.tab),
        "rows": work_lists.rows_of(found.rows, actor, today),
        "next_href": f"{address}?{asked.coded}&{urlencode({'after': found.after})}" if found.after else None,
        "covering": [each.name for each in covering],
        "tasks": my_task_rows(tasks[:TASKS_ON_THE_LIST], actor, today),
        "show": asked.tab.key,
        "filters": filter_fields(asked, sent, people, actor),
        "narrowed": asked.is_narrowed,
        "by_receipt": asked.asked.by_receipt,
        "save_href": f"{reverse('save_list')}?{asked.coded}",
        "saved": [{"name": each.name, "href": f"{address}?{each.asked}"} for each in saved_lists_of(actor)],
        "errors": asked.errors,
    }
    return render(request, "cases/work_list.html", shown)


def _overdue(read: EmergencyRead) -> dict[str, Any]:
    href = reverse("review_emergency", kwargs={"emergency_id": read.id})
    return {"reference": read.reference, "href": href, "due": wording.day(read.review_due_on)}


@page(needs=Permission.SEE_CASES, costly=True)
def find(request: SignedInRequest, typed: Any = None, errors: Any = (), people: Any = None) -> HttpResponse:
    """Find a case by its reference or a part of it; what is not there and what is not theirs look alike.

    `people` are the cases that a search by name found. What was typed for that comes by POST, so that no address or
    log of addresses ever holds a name.
    """
    looked_for, typed = (typed or {}).get("person", [""])[0], request.GET.get("q", "").strip()[:80]
    found = find_cases(request.actor, typed)
    today = legal_day(request.at)
    shown = {
        "looked_for": looked_for,
        "errors": errors,
        "people": None if people is None else _people(people, request.actor, today),
        "most_people": MOST_PEOPLE,
        "typed": typed,
        "too_short": bool(typed) and len(letters_as_meant(typed)) < SHORTEST,
        "shortest": SHORTEST,
        "most": MOST if len(found) == MOST else None,
        "rows": work_lists.rows_of(found, request.actor, today),
    }
    return render(request, "cases/find.html", shown)


def _people(found: Sequence[Found], actor: Actor, today: date) -> list[dict[str, Any]]:
    rows = work_lists.rows_of([each.row for each in found], actor, today)
    return [row | {"name": each.name} for row, each in zip(rows, found, strict=True)]


@find.post
def find_post(request: SignedInRequest) -> HttpResponseBase:
    """Find cases by the name of their person, a phone number, or another body's reference; so often within an hour."""
    stopped = count_search(request)
    if stopped is not None:
        return stopped
    found = search_cases(request.POST.get("person", "").strip(), by=request.actor, at=request.at)
    return find.again(request, status=200, typed={"person": [request.POST.get("person", "")]}, people=found)


@page(needs=Permission.SEE_CASES)
def keep(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Give the filters of a work list a name."""
    asked = asked_in(request.GET.dict(), request.actor, legal_day(request.at), ())
    fields = Fields(typed, errors)
    teams = team_names(request.actor.teams_for(Permission.SEE_CASES))
    shown = {
        "reference": "",
        "title": "Save this work list",
        "back_to": f"{reverse('work_list')}?{asked.coded}",
        "lines": (),
        "errors": errors,
        "hidden": {"asked": asked.coded},
        "fields": [
            fields.line("name", "What should it be called?", "Never a name of a person who was referred."),
            fields.select(
                "team",
                "Whom is it for?",
                [(str(id_), f"Everybody in the team {name}") for id_, name in teams.items()],
                nothing="Only me",
            ),
        ],
        "button": "Save it",
    }
    return render(request, "cases/form.html", shown)


@keep.post
def keep_post(request: SignedInRequest) -> HttpResponse:
    """Save it, coded anew, so that nothing but filters is kept."""
    asked = asked_in(request.GET.dict(), request.actor, legal_day(request.at), ())
    team = request.POST.get("team", "")
    save_list(
        name=request.POST.get("name", "").strip(),
        asked=asked.coded,
        team=uuid_in(team) if team else None,
        by=request.actor,
        at=request.at,
    )
    return redirect(f"{reverse('work_list')}?{asked.coded}")


@page(needs=Permission.SEE_CASES)
def saved(request: SignedInRequest) -> HttpResponse:
    """The saved lists, each with the way to it."""
    rows = [
        {
            "id": each.id,
            "name": each.name,
            "href": f"{reverse('work_list')}?{each.asked}",
            "for_whom": f"Shared with {each.team} by {each.saved_by}" if each.team else "Only you",
            "own": each.saved_by_id == request.actor.account_id,
        }
        for each in saved_lists_of(request.actor)
    ]
    return render(request, "cases/saved_lists.html", {"rows": rows})


@page(needs=Permission.SEE_CASES)
def remove(request: SignedInRequest, list_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say that a list of one's own is no longer wanted."""
    own = [each for each in saved_lists_of(request.actor) if each.id == list_id]
    if not own or own[0].saved_by_id != request.actor.account_id:
        raise NotYours
    shown = {
        "reference": "",
        "title": "Remove this list?",
        "back_to": reverse("saved_lists"),
        "lines": (own[0].name,),
        "errors": errors,
        "fields": (),
        "button": "Remove it",
    }
    return render(request, "cases/form.html", shown)


@remove.post
def remove_post(request: SignedInRequest, list_id: UUID) -> HttpResponse:
    """Remove it."""
    remove_list(list_id, by=request.actor, at=request.at)
    return redirect("saved_lists")


@page(needs=Permission.SEE_CASES)
def queues(request: SignedInRequest) -> HttpResponse:
    """What waits in each team, stage by stage, and how much of it nobody holds."""
    found = queues_of(request.actor, tuple(stage.value for stage in OPEN_STAGES))
    names = team_names({queue.team_id for queue in found})
    teams = [
        {"name": name, "queues": [_queue(queue) for queue in found if queue.team_id == id_]}
        for id_, name in names.items()
    ]
    return render(request, "cases/queues.html", {"teams": teams})


def _queue(queue: Queue) -> dict[str, Any]:
    asked = {"team": str(queue.team_id), "stage": queue.stage}
    address = reverse("work_list")
    return {
        "stage": stage_in_words(queue.stage),
        "cases": _counted(queue.cases),
        "unallocated": _counted(queue.unallocated),
        "href": f"{address}?{urlencode(asked)}",
        "unallocated_href": f"{address}?{urlencode(asked | {'holder': 'nobody'})}",
    }


def _counted(count: int) -> str:
    return f"More than {MANY:,}" if count > MANY else f"{count:,}"
