"""Finding a case: by its reference or a part of it, or by the name, phone or other reference of its person.

What is typed comes by POST and is kept sealed; the address of what was found holds an id that tells nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.actions.searching import MOST as MOST_PEOPLE
from opennrm.cases.actions.searching import Found, found_before, search_cases
from opennrm.cases.finding import MOST, SHORTEST, find_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.references import is_reference, letters_as_meant, reference_as_meant
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.web.budget import count_search
from opennrm.web.cases import work_lists
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.kept_searches import NOTHING, Search, keep_search, kept_search

LONGEST = 80
"""Letters of what is taken for a part of a reference."""


@page(needs=Permission.SEE_CASES, costly=True, costly_with="search")
def find(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """The forms, and what the search found whose id stands in the address; what is not theirs is not there."""
    asked = request.GET.get("search")
    kept = NOTHING if asked is None else kept_search(request, asked)
    search = kept or NOTHING
    found = find_cases(request.actor, search.part)
    today = legal_day(request.at)
    told: dict[str, Any] = {"by": request.actor, "at": request.at}
    people = None if search.people is None else found_before(search.person, search.people, **told)
    shown = {
        "typed": _typed(typed, "q", search.part),
        "looked_for": _typed(typed, "person", search.person),
        "errors": errors,
        "is_over": kept is None,
        "people": None if people is None else _people(people, request.actor, today),
        "most_people": MOST_PEOPLE,
        "too_short": bool(search.part) and len(letters_as_meant(search.part)) < SHORTEST,
        "shortest": SHORTEST,
        "most": MOST if len(found) == MOST else None,
        "rows": work_lists.rows_of(found, request.actor, today),
        "searched": bool(search.part),
    }
    return render(request, "cases/find.html", shown)


@find.post
def find_post(request: SignedInRequest) -> HttpResponseBase:
    """Search, and go to what was found. People are searched for so often within an hour; references are not counted."""
    return _by_person(request) if "person" in request.POST else _by_reference(request)


def _by_person(request: SignedInRequest) -> HttpResponseBase:
    stopped = count_search(request)
    if stopped is not None:
        return stopped
    typed = request.POST.get("person", "").strip()
    found = search_cases(typed, by=request.actor, at=request.at)
    people = tuple(dict.fromkeys(each.person_id for each in found))
    return _to_what_was_found(request, Search(person=typed, people=people))


def _by_reference(request: SignedInRequest) -> HttpResponseBase:
    typed = request.POST.get("q", "").strip()[:LONGEST]
    if not typed:
        return redirect("find_case")
    whole = reference_as_meant(typed)
    if is_reference(whole) and any(row.reference == whole for row in find_cases(request.actor, typed)):
        return redirect("case", reference=whole)
    return _to_what_was_found(request, Search(part=typed))


def _to_what_was_found(request: SignedInRequest, search: Search) -> HttpResponse:
    return redirect(f"{reverse('find_case')}?{urlencode({'search': keep_search(request, search)})}")


def _typed(typed: Any, name: str, otherwise: str) -> str:
    """What stands in a box: what was typed and refused, or else what was searched for."""
    return otherwise if typed is None else str((typed.get(name) or [""])[0])


def _people(found: Sequence[Found], actor: Actor, today: date) -> list[dict[str, Any]]:
    rows = work_lists.rows_of([each.row for each in found], actor, today)
    return [row | {"name": each.name} for row, each in zip(rows, found, strict=True)]
