"""Which team of one's own authority new cases come to: seen, and chosen by its administrators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from opennrm.partners.access import NotYours
from opennrm.partners.choosing_receiver import choose_receiving_team
from opennrm.partners.receiving import TeamsThatCould, teams_that_could_receive
from opennrm.partners.roles import Permission
from opennrm.web.errors import PageError
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

Typed = Mapping[str, Sequence[str]]


@page(needs=Permission.INVITE)
def receiving_team(
    request: SignedInRequest, typed: Typed | None = None, errors: Sequence[PageError] = ()
) -> HttpResponse:
    """Which team receives new cases, and the form to choose another."""
    found = teams_that_could_receive(request.actor)
    shown = {
        "field": _field(found, typed, errors) if found and found.teams else None,
        "is_authority": found is not None,
    }
    return render(request, "partners/receiving_team.html", {**shown, "errors": errors})


@receiving_team.post
def receiving_team_post(request: SignedInRequest) -> HttpResponseBase:
    """Choose it."""
    choose_receiving_team(_team(request.POST.get("team", "")), by=request.actor, at=request.at)
    return HttpResponseRedirect(reverse("people"))


def _field(found: TeamsThatCould, typed: Typed | None, errors: Sequence[PageError]) -> dict[str, Any]:
    chosen = str(found.receives or "") if typed is None else (list(typed.get("team", ())) or [""])[0]
    wrong = next((error.message for error in errors if error.field_id == "team"), None)
    return {
        "idPrefix": "team",
        "name": "team",
        "fieldset": {"legend": {"text": "Team", "classes": "govuk-fieldset__legend--m"}},
        "hint": {"text": "Somebody in it must be able to decide cases. Cases that are open stay where they are."},
        "items": [{"value": str(key), "text": name, "checked": str(key) == chosen} for key, name in found.teams],
        "errorMessage": {"text": wrong} if wrong else None,
    }


def _team(chosen: str) -> UUID | None:
    try:
        return UUID(chosen) if chosen else None
    except ValueError:
        raise NotYours from None
