"""Pages of who convenes panels: the pool, the sittings, who is asked to one, and the cases that are put to it."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.mechanism.calendar import LONDON
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.panels.actions.pool import INDEPENDENT, join_pool, leave_pool
from opennrm.panels.actions.putting import put_cases, take_off
from opennrm.panels.actions.sittings import ask_to_sitting, call_sitting, cancel_sitting
from opennrm.panels.actions.voting import name_chair
from opennrm.panels.queries import (
    HearingRead,
    asked_to,
    could_join,
    heard_at,
    pool_of,
    sitting_to_convene,
    sittings_of,
    team_of,
    waiting_for_a_sitting,
)
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.typed_day import number_in, wanted_day
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.panels.presenters import AGENCIES, ANSWERS, STATES, URGENT, agency, aside, line, table
from opennrm.web.tokens import token_again, token_in

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
YES = [("yes", "Yes")]
CHANGES = [("off", "Take it off this sitting"), ("chair", "Name another chair for it")]


@page(needs=Permission.CONVENE_PANELS)
def sittings(request: SignedInRequest) -> HttpResponse:
    """The sittings of the team, and the cases that wait for one."""
    team = team_of(request.actor)
    rows = [
        line(
            wording.moment(each.starts_at),
            "Cancelled" if each.state == "cancelled" else "Called",
            str(each.places),
            href=reverse("sitting_to_convene", kwargs={"sitting_id": each.id}),
        )
        for each in sittings_of(team)
    ]
    cases = [
        line(each.reference, wording.short_day(each.since), wording.short_day(each.due_on), _needs(each.needs))
        for each in waiting_for_a_sitting(team)
    ]
    shown = {
        "title": "Panels to convene",
        "tables": [
            table("Cases that wait for a sitting", ["Case", "Since", "Due", "Agencies"], cases, "No case waits."),
            table("Sittings", ["When", "State", "Places"], rows, "No sitting was called yet."),
        ],
        "links": [
            (reverse("call_sitting"), "Call a sitting"),
            (reverse("panel_timetable"), "Have a timetable proposed"),
            (reverse("panel_pool"), "The pool"),
        ],
    }
    return render(request, "panels/page.html", shown)


@page(needs=Permission.CONVENE_PANELS, confirmed=True, of_several=("leaves",))
def pool(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Who is in the pool, and the form that takes somebody in, or lets people go."""
    team, fields = team_of(request.actor), Fields(typed, errors)
    there = pool_of(team)
    rows = [
        line(each.name, each.organisation, agency(each.agency), "Yes" if each.may_chair else "No") for each in there
    ]
    could = could_join(team, request.at)
    leaving = [(str(each.id), each.name) for each in there]
    shown = {
        "title": "The pool of panels",
        "back_to": reverse("panels_to_convene"),
        "lines": (
            "People are chosen here whom the administrators of their organisations gave the role of a member or a "
            "chair of panels.",
        ),
        "tables": [table("In the pool", ["Name", "Organisation", "Sits for", "May chair"], rows, "Nobody yet.")],
        "errors": errors,
        "token": token_again(typed),
        "fields": [
            fields.select("account", "Who joins? (optional)", could, nothing="Nobody"),
            fields.select("agency", "For which agency?", [(INDEPENDENT, "None: independent chair"), *AGENCIES]),
            fields.checkboxes("may_chair", "May they chair?", YES),
            *([fields.checkboxes("leaves", "Who leaves? (optional)", leaving)] if leaving else []),
        ],
        "button": "Change the pool",
    }
    return render(request, "panels/page.html", shown)


@pool.post
def pool_post(request: SignedInRequest) -> HttpResponse:
    """Take somebody in, and let people go."""
    account, leaves = request.POST.get("account", ""), request.POST.getlist("leaves")
    if not account and not leaves:
        raise Refused(Refusal("nobody", "Choose who joins or who leaves.", "house", "account"))
    if account:
        join_pool(
            team_of(request.actor),
            account,
            agency=request.POST.get("agency", ""),
            may_chair=request.POST.get("may_chair") == "yes",
            by=request.actor,
            at=request.at,
            token=token_in(request.POST),
        )
    for member in leaves:
        leave_pool(_id(member, "leaves"), by=request.actor, at=request.at)
    return redirect("panel_pool")


@page(needs=Permission.CONVENE_PANELS, confirmed=True)
def call(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Call a sitting."""
    fields = Fields(typed, errors, {"minutes": "90", "places": "5"})
    chairs = [(str(each.account_id), each.name) for each in pool_of(team_of(request.actor)) if each.may_chair]
    shown = {
        "title": "Call a sitting",
        "back_to": reverse("panels_to_convene"),
        "errors": errors,
        "token": token_again(typed),
        "fields": [
            fields.date("held_on", "On which day?", "Seven days of notice are needed, unless it is urgent."),
            fields.line("starts", "When does it start?", "Such as 14:30", "govuk-input--width-5"),
            fields.line("minutes", "How many minutes does it take?", "", "govuk-input--width-3", "numeric"),
            fields.line("places", "For how many cases is there time?", "", "govuk-input--width-3", "numeric"),
            fields.select("chair", "Who chairs?", chairs),
            fields.text("how_to_join", "How do people join?", "Shown to those who are asked, to nobody else.", rows=3),
            fields.select("urgent_because", "Why is it urgent? (optional)", list(URGENT.items()), nothing="It is not"),
        ],
        "button": "Call it",
    }
    return render(request, "panels/page.html", shown)


@call.post
def call_post(request: SignedInRequest) -> HttpResponse:
    """Call it."""
    sitting_id = call_sitting(
        team_of(request.actor),
        starts_at=_moment(request.POST),
        minutes=number_in(request.POST.get("minutes", "")) or 0,
        places=number_in(request.POST.get("places", "")) or 0,
        chair=request.POST.get("chair", ""),
        how_to_join=request.POST.get("how_to_join", ""),
        urgent_because=request.POST.get("urgent_because", ""),
        by=request.actor,
        at=request.at,
        token=token_in(request.POST),
    )
    return redirect("sitting_to_convene", sitting_id=sitting_id)


@page(needs=Permission.CONVENE_PANELS, confirmed=True, of_several=("member", "case"))
def sitting(request: SignedInRequest, sitting_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """A sitting: who comes, its cases with their quorum, and the form that asks people and puts cases to it."""
    found = sitting_to_convene(request.actor, sitting_id)
    asked, fields = asked_to(sitting_id), Fields(typed, errors)
    is_open = found.state == "called" and found.starts_at > request.at
    there = {each.account_id for each in asked}
    free = [
        (str(each.account_id), f"{each.name}, for: {agency(each.agency)}")
        for each in pool_of(found.team_id)
        if each.agency and each.account_id not in there
    ]
    waiting = [(each.reference, each.reference) for each in waiting_for_a_sitting(found.team_id)]
    offered = [fields.checkboxes("member", "Who is asked? (optional)", free)] if free else []
    offered += [fields.checkboxes("case", "Which cases are put to it? (optional)", waiting)] if waiting else []
    offered += [fields.checkboxes("cancel", "Is it cancelled? (optional)", [("yes", "Yes, and all are told")])]
    shown = {
        "title": "A sitting to convene",
        "back_to": reverse("panels_to_convene"),
        "rows": [
            wording.row("When", wording.moment(found.starts_at)),
            wording.row("State", "Called" if found.state == "called" else "Cancelled"),
            wording.row("Places", str(found.places)),
            wording.row("How to join", found.how_to_join),
            *([wording.row("Urgent", URGENT[found.urgent_because])] if found.urgent_because else []),
        ],
        "tables": [
            table(
                "Who was asked",
                ["Name", "Sits for", "Answer"],
                [line(each.name, agency(each.agency), ANSWERS[each.answer]) for each in asked],
                "Nobody yet.",
            ),
            table(
                "Cases",
                ["Case", "Stands at", "Chair", "Declared no interest", "Quorum", "Seats not filled", "Do not sit"],
                [_case(each) for each in heard_at(found, request.at)],
                "No case was put to it yet.",
            ),
        ],
        "errors": errors,
        "fields": offered if is_open or errors else [],
        "button": "Change the sitting",
    }
    return render(request, "panels/page.html", shown)


@sitting.post
def sitting_post(request: SignedInRequest, sitting_id: UUID) -> HttpResponse:
    """Ask people, put cases to it, or cancel it."""
    members, cases = request.POST.getlist("member"), request.POST.getlist("case")
    if request.POST.get("cancel") == "yes":
        cancel_sitting(sitting_id, by=request.actor, at=request.at)
        return redirect("panels_to_convene")
    if members or not cases:
        ask_to_sitting(sitting_id, members, by=request.actor, at=request.at)
    if cases:
        put_cases(sitting_id, cases, by=request.actor, at=request.at)
    return redirect("sitting_to_convene", sitting_id=sitting_id)


@page(needs=Permission.CONVENE_PANELS, confirmed=True)
def change(
    request: SignedInRequest, sitting_id: UUID, hearing_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """A case at a sitting: take it off, or name another chair."""
    found = sitting_to_convene(request.actor, sitting_id)
    fields = Fields(typed, errors)
    chairs = [(str(each.account_id), each.name) for each in pool_of(found.team_id) if each.may_chair]
    heard = next((each for each in heard_at(found, request.at) if each.id == hearing_id), None)
    links = [(reverse("panel_minutes", kwargs={"hearing_id": hearing_id}), "Minutes")]
    shown = {
        "title": "A case at a sitting",
        "back_to": reverse("sitting_to_convene", kwargs={"sitting_id": sitting_id}),
        "caption": heard.reference if heard else "",
        "rows": [wording.row("Stands at", STATES[heard.state]), wording.row("Chair", heard.chair)] if heard else [],
        "links": links if heard and heard.state == "decided" else [],
        "errors": errors,
        "fields": [
            fields.radios("change", "What changes?", CHANGES),
            fields.select("chair", "Who chairs it? (only for another chair)", chairs),
        ]
        if (heard and heard.state in ("listed", "open", "tied")) or errors
        else [],
        "button": "Change it",
    }
    return render(request, "panels/page.html", shown)


@change.post
def change_post(request: SignedInRequest, sitting_id: UUID, hearing_id: UUID) -> HttpResponse:
    """Take it off, or name another chair."""
    what = request.POST.get("change", "")
    if what == "off":
        take_off(hearing_id, by=request.actor, at=request.at)
    elif what == "chair":
        name_chair(hearing_id, request.POST.get("chair", ""), by=request.actor, at=request.at)
    else:
        raise Refused(Refusal("no_change", "Choose what changes.", "house", "change"))
    return redirect("sitting_to_convene", sitting_id=sitting_id)


def _case(each: HearingRead) -> dict[str, Any]:
    quorum = each.wanting or ("Enough" if each.state == "listed" else "")
    out = "; ".join(f"{name}: {aside(code)}" for name, code in each.out)
    href = reverse("change_hearing", kwargs={"sitting_id": each.sitting_id, "hearing_id": each.id})
    cells = (each.reference, STATES[each.state], each.chair, str(each.declared), quorum, _needs(each.unfilled), out)
    return line(*cells, href=href)


def _needs(needs: Any) -> str:
    return ", ".join(f"{agency(code)}: {count}" for code, count in needs.items()) or "-"


def _moment(sent: Any) -> datetime:
    """The day and time that were typed, in London. Raises `Refused`."""
    day = wanted_day(sent, "held_on", "day of the sitting")
    found = _TIME.fullmatch(sent.get("starts", "").strip())
    if found is None:
        raise Refused(Refusal("no_time", "Write when it starts, such as 14:30.", "house", "starts"))
    return datetime.combine(day, time(int(found[1]), int(found[2])), tzinfo=LONDON)


def _id(text: str, field: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(Refusal("not_listed", "Choose from the list.", "house", field)) from None
