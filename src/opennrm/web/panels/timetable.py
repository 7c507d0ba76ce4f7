"""A timetable for the sittings that stand empty: proposed, explained, edited by hand, and saved if nothing is wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.mechanism.timetabling.problem import Problem
from opennrm.panels.actions.putting import settle_timetable
from opennrm.panels.planning import empty_sittings, in_words_of, problem_for, proposed
from opennrm.panels.queries import pool_of, team_of
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.panels.presenters import agency, line, table
from opennrm.web.tokens import token_again, token_in

NOWHERE = "At none of these"


@page(needs=Permission.CONVENE_PANELS, confirmed=True, of_several=("asked",), costly=True)
def timetable(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What is proposed, why, and the form to change it by hand."""
    team = team_of(request.actor)
    problem = problem_for(team, request.at)
    made = proposed(problem)
    asked = " ".join(f"{key}:{account}" for key, who in made.timetable.asked.items() for account in sorted(who))
    heard = {f"heard-{reference}": key for reference, key in made.timetable.heard.items()}
    fields = Fields(typed, errors, {**heard, "asked": asked})
    rows = [
        line(each.reference, " ".join(in_words_of(problem, told) for told in made.why[each.reference]))
        for each in problem.cases
    ]
    cost = made.cost
    shown = {
        "title": "A timetable of panels",
        "back_to": reverse("panels_to_convene"),
        "lines": (
            "It is made for the sittings with enough notice to which nobody but the chair was asked yet. Nothing is "
            "saved before you say so.",
            f"As proposed: {cost.past_due} cases past due, {cost.seats} seats not filled.",
        ),
        "tables": [table("Why", ["Case", "Why it is heard when it is"], rows, "No case waits.")],
        "errors": errors,
        "token": token_again(typed),
        "fields": _fields(request, fields, problem),
        "button": "Save this timetable",
    }
    return render(request, "panels/page.html", shown)


@timetable.post
def timetable_post(request: SignedInRequest) -> HttpResponse:
    """Save it, or say in words what is wrong with it."""
    sent = request.POST
    heard = {name.removeprefix("heard-"): sent[name] for name in sent if name.startswith("heard-")}
    asked: dict[str, list[str]] = {}
    for value in sent.getlist("asked"):
        key, _, account = value.partition(":")
        asked.setdefault(key, []).append(account)
    settle_timetable(
        team_of(request.actor), heard, asked, by=request.actor, at=request.at, token=token_in(request.POST)
    )
    return redirect("panels_to_convene")


def _fields(request: SignedInRequest, fields: Fields, problem: Problem) -> list[Any]:
    team = team_of(request.actor)
    sittings = [(str(each.id), wording.moment(each.starts_at)) for each in empty_sittings(team, request.at)]
    people = [
        (str(each.account_id), f"{each.name}, for: {agency(each.agency)}") for each in pool_of(team) if each.agency
    ]
    if not sittings or not problem.cases:
        return []
    found: list[Any] = [
        fields.select(f"heard-{each.reference}", f"When is {each.reference} heard?", sittings, nothing=NOWHERE)
        for each in problem.cases
    ]
    asked = [(f"{key}:{account}", f"{when}: {who}") for key, when in sittings for account, who in people]
    return [*found, fields.checkboxes("asked", "Who is asked to which sitting?", asked)]
