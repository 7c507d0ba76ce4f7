"""The pages of the team of a case: who works on it, adding a colleague, letting somebody in for a time, ending that."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from opennrm.cases.actions.team import add_colleague, let_in_for_a_time, take_from_team
from opennrm.cases.openings import latest_openings
from opennrm.cases.queries import CaseRead
from opennrm.cases.team import Member, colleagues_for, team_of
from opennrm.mechanism.need_to_know import OF_A_PERSON, Because
from opennrm.partners.access import NotYours
from opennrm.partners.directory import colleagues_of_organisation
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.opening_rows import opening_rows
from opennrm.web.cases.seeing import seen
from opennrm.web.cases.typed_day import wanted_day
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

OPENINGS = 20
BECAUSE = {
    "holds_it": "Holds the case",
    "second_officer": "Checked a decision as second officer",
    "has_a_task": "Has a task in it",
    Because.COLLEAGUE.value: "Added to its team",
    Because.FOR_A_TIME.value: "Let in for a time",
    Because.RESTRICTED_LIST.value: "On the list of this restricted case",
    Because.STANDS_IN.value: "Stands in for the manager that the team does not have",
    Because.BREAK_GLASS.value: "Opened it in an emergency",
}
ENDED_HERE = (Because.COLLEAGUE, Because.FOR_A_TIME, Because.BREAK_GLASS)


@page(needs=Permission.SEE_CASES)
def team(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Who works on a case and why; whoever holds it, or manages its team, adds a colleague here."""
    read = seen(request, reference)
    members = team_of(read.id, request.at)
    may_say = _may_say(request, read)
    here = {each.account_id for each in members if each.because in OF_A_PERSON}
    others = [
        (str(each.id), each.name)
        for each in colleagues_for(read, Permission.WORK_ON_CASES, request.at)
        if each.id not in here
    ]
    shown = {
        "reference": reference,
        "errors": errors,
        "restricted": f"Restricted: {wording.code(read.restricted_because).lower()}" if read.restricted else "",
        "rows": [_row(reference, each, may_say=may_say) for each in members],
        "openings": opening_rows(latest_openings(read.id, OPENINGS).alone()),
        "may_say": may_say,
        "may_restrict": _may_restrict(request, read),
        "is_restricted": read.restricted,
        "field": Fields(typed, errors).select("who", "Add a colleague of the team", others),
        "may_add": may_say and bool(others) and not read.restricted,
    }
    return render(request, "cases/team.html", shown)


@team.post
def team_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Add the colleague."""
    add_colleague(reference, who=uuid_in(request.POST.get("who", "")), by=request.actor, at=request.at)
    return redirect("team_of_case", reference=reference)


@page(needs=Permission.WORK_ON_CASES)
def let_in(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Let somebody of the authority see the case until a day."""
    seen(request, reference, Permission.WORK_ON_CASES)
    fields = Fields(typed, errors)
    people = colleagues_of_organisation(request.actor.organisation_id, Permission.SEE_CASES, request.at)
    shown = {
        "reference": reference,
        "title": "Let somebody see this case for a time",
        "back_to": reverse("team_of_case", kwargs={"reference": reference}),
        "lines": ("It ends by itself at the end of the day. The team sees who was let in, by whom and why.",),
        "errors": errors,
        "fields": [
            fields.select("who", "Whom?", [(str(each.id), each.name) for each in people]),
            fields.date("until_on", "Until the end of which day?"),
            fields.text("words", "Why?", "At least 20 letters. It is kept as a note to the team.", rows=3),
        ],
        "button": "Let them in",
    }
    return render(request, "cases/form.html", shown)


@let_in.post
def let_in_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Let them in."""
    day = wanted_day(request.POST, "until_on", "last day")
    let_in_for_a_time(
        reference,
        who=uuid_in(request.POST.get("who", "")),
        until=timezone.make_aware(datetime.combine(day, time.max)),
        words=request.POST.get("words", ""),
        by=request.actor,
        at=request.at,
    )
    return redirect("team_of_case", reference=reference)


@page(needs=Permission.WORK_ON_CASES)
def end(request: SignedInRequest, reference: str, access_id: int, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Ask once more before somebody is taken from the team of a case."""
    read = seen(request, reference, Permission.WORK_ON_CASES)
    found = next((each for each in team_of(read.id, request.at) if each.access_id == access_id), None)
    if found is None:
        raise NotYours
    shown = {
        "reference": reference,
        "title": "Take them from the team of this case?",
        "back_to": reverse("team_of_case", kwargs={"reference": reference}),
        "lines": (f"{found.name}: {BECAUSE[found.because]}.", "It holds from their next page on."),
        "errors": errors,
        "fields": (),
        "button": "Take them from it",
    }
    return render(request, "cases/form.html", shown)


@end.post
def end_post(request: SignedInRequest, reference: str, access_id: int) -> HttpResponse:
    """Take them from it."""
    take_from_team(reference, access_id=access_id, by=request.actor, at=request.at)
    return redirect("team_of_case", reference=reference)


def _may_say(request: SignedInRequest, read: CaseRead) -> bool:
    manages = Permission.ALLOCATE in request.actor.permissions_in(read.owner_team_id)
    return read.owner_id == request.actor.account_id or manages


def _may_restrict(request: SignedInRequest, read: CaseRead) -> bool:
    manages = Permission.RESTRICT in request.actor.permissions_in(read.owner_team_id)
    return manages or (read.named_because == Because.STANDS_IN and Permission.RESTRICT in request.actor.permissions)


def _row(reference: str, each: Member, *, may_say: bool) -> dict[str, Any]:
    parts = {"reference": reference, "access_id": each.access_id}
    ends = may_say and each.access_id is not None and each.because in ENDED_HERE
    until = f" until {wording.moment(each.until_at)}" if each.until_at else ""
    return {
        "name": each.name,
        "because": BECAUSE[each.because] + until,
        "end_href": reverse("end_access", kwargs=parts) if ends else "",
    }
