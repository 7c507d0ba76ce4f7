"""The pages on which a case is restricted to named people, and opened to its team again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.actions.restricting import restrict_case, unrestrict_case
from opennrm.cases.team import named_in
from opennrm.mechanism.need_to_know import LISTED, Because, RestrictedBecause
from opennrm.partners.directory import names_of, people_in_team
from opennrm.partners.roles import Permission
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.seeing import seen
from opennrm.web.form_fields import Fields, choices_of
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.versions import version_in


@page(needs=Permission.RESTRICT, confirmed=True, of_several=("people",))
def restrict(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Choose why, and who can still see the case."""
    read = seen(request, reference, Permission.RESTRICT)
    people = {str(each.id): each.name for each in people_in_team(read.owner_team_id, Permission.SEE_CASES, request.at)}
    people |= names_of(named_in(read.id, request.at, (Because.STANDS_IN,)))
    listed = named_in(read.id, request.at, LISTED) if read.restricted else {request.actor.account_id, read.owner_id}
    otherwise = {"reason": read.restricted_because, "people": " ".join(str(each) for each in listed if each)}
    fields = Fields(typed, errors, otherwise)
    shown = {
        "reference": reference,
        "title": "Restrict the case",
        "back_to": reverse("team_of_case", kwargs={"reference": reference}),
        "lines": (
            "For everybody who is not on the list the case is not there: not in lists, counts, tasks or by its "
            "reference. Figures still count it.",
        ),
        "version": read.version,
        "errors": errors,
        "fields": [
            fields.radios("reason", "Why?", choices_of(RestrictedBecause)),
            fields.checkboxes("people", "Who can see it?", list(people.items())),
        ],
        "button": "Restrict it",
    }
    return render(request, "cases/form.html", shown)


@restrict.post
def restrict_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Restrict it."""
    restrict_case(
        reference,
        because=request.POST.get("reason", ""),
        people={uuid_in(each) for each in request.POST.getlist("people")},
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("team_of_case", reference=reference)


@page(needs=Permission.RESTRICT, confirmed=True)
def unrestrict(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Ask once more before a case is open to its team again."""
    read = seen(request, reference, Permission.RESTRICT)
    shown = {
        "reference": reference,
        "title": "Open the case to its team again?",
        "back_to": reverse("team_of_case", kwargs={"reference": reference}),
        "lines": ("Everybody of the team that holds it will see it again.",),
        "version": read.version,
        "errors": errors,
        "fields": (),
        "button": "Open it",
    }
    return render(request, "cases/form.html", shown)


@unrestrict.post
def unrestrict_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open it."""
    unrestrict_case(reference, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("team_of_case", reference=reference)
