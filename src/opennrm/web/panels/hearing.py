"""A case before a panel: members vote, leave and dissent; the chair opens, closes and breaks a tie; the minutes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.mechanism.panels.voting import ABSTAIN, Ballot
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.panels.actions.declaring import leave_hearing
from opennrm.panels.actions.voting import cast, close, dissent, open_hearing, vote
from opennrm.panels.attending import (
    ATTENDS,
    OwnHearing,
    minutes_of,
    own_dissent,
    own_hearing,
    own_vote,
    votes_of,
    votes_to_break,
    was_outvoted,
)
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.panels.presenters import STATES, choice, line, minutes_rows, table

STEPS = {"open": "Open the case: whoever declared no interest votes on it", "close": "Close the vote"}
READING = ("listed", "open", "tied", "decided")
"""While a case stands so, whoever declared no interest reads it; once decided, until what was decided is served."""
NO_STEP = Refusal("no_step", "Choose what to do.", "house", "step")


@page(needs=ATTENDS, confirmed=True)
def hearing(request: SignedInRequest, hearing_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """A case as somebody who sits on it sees it, and their vote."""
    found = own_hearing(request.actor, hearing_id)
    own = own_vote(request.actor, hearing_id)
    can_vote = found.sits and found.state == "open"
    before = {"vote": own.vote, "reasons": own.reasons} if own else {}
    fields = Fields(typed, errors, before)
    choices = [(each, choice(each)) for each in found.choices] + [(ABSTAIN, "Abstain")]
    lines = ["Nobody learns what you vote, nor that you voted, before all have or the chair has closed."]
    if own is not None:
        lines.append(f"Your vote is kept: {choice(own.vote)}. Until the end you can change it here.")
    shown = {
        "title": "A case before a panel",
        "caption": found.reference,
        "back_to": reverse("own_sitting", kwargs={"sitting_id": found.sitting_id}),
        "rows": [
            wording.row("Stands at", STATES[found.state]),
            wording.row("Members who declared no interest", *(found.members or ["Nobody yet"])),
        ],
        "lines": lines if can_vote else [],
        "tables": [_votes(votes_of(hearing_id))] if found.state == "decided" and _sat(found) else [],
        "links": _links(request, found),
        "errors": errors,
        "fields": [
            fields.radios("vote", "How do you vote?", choices),
            fields.text("reasons", "Why? (optional)", "Sealed with your vote.", rows=4),
        ]
        if can_vote or errors
        else [],
        "button": "Vote",
    }
    return render(request, "panels/page.html", shown)


@hearing.post
def hearing_post(request: SignedInRequest, hearing_id: UUID) -> HttpResponse:
    """Keep the vote, sealed."""
    said = {"choice": request.POST.get("vote", ""), "reasons": request.POST.get("reasons", "")}
    vote(hearing_id, **said, by=request.actor, at=request.at)
    return redirect("panel_hearing", hearing_id=hearing_id)


@page(needs=Permission.SIT_ON_PANELS, confirmed=True)
def leave(request: SignedInRequest, hearing_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """A member has to go."""
    found = own_hearing(request.actor, hearing_id)
    field = Fields(typed, errors).radios("leave", "Do you have to leave?", [("yes", "Yes, I leave this case now")])
    told = ("If you voted, your vote stands. If you did not, nobody waits for you. Nobody is told which it is.",)
    return _form(request, found, "Leave this case", told, [field], "Leave", errors)


@leave.post
def leave_post(request: SignedInRequest, hearing_id: UUID) -> HttpResponse:
    """They go."""
    if request.POST.get("leave") != "yes":
        raise Refused(Refusal("no_answer", "Say that you leave.", "house", "leave"))
    leave_hearing(hearing_id, by=request.actor, at=request.at)
    return redirect("own_sittings")


@page(needs=Permission.CHAIR_PANELS, confirmed=True)
def chair(request: SignedInRequest, hearing_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What the chair does: open the case, and close the vote."""
    found = own_hearing(request.actor, hearing_id)
    told = (
        "Open the case once everybody who is to vote has declared: whoever declares later does not vote on it.",
        "You can close at any time. If fewer voted than are needed nothing is counted, and the case comes before "
        "another panel; nobody can tell you before whether enough have. With the last vote it closes by itself.",
    )
    step = "close" if found.state == "open" else "open"
    choices = [(step, STEPS[step])]
    fields = [Fields(typed, errors).radios("step", "What do you do?", choices)]
    return _form(
        request, found, "Chair this case", told, fields if found.state in ("listed", "open") else [], "Do it", errors
    )


@chair.post
def chair_post(request: SignedInRequest, hearing_id: UUID) -> HttpResponse:
    """Open it, or close it."""
    step = request.POST.get("step", "")
    if step == "open":
        open_hearing(hearing_id, by=request.actor, at=request.at)
    elif step == "close":
        close(hearing_id, by=request.actor, at=request.at)
    else:
        raise Refused(NO_STEP)
    return redirect("panel_hearing", hearing_id=hearing_id)


@page(needs=Permission.CHAIR_PANELS, confirmed=True)
def casting(request: SignedInRequest, hearing_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """The votes of a tie, and the chair's own."""
    found = own_hearing(request.actor, hearing_id)
    tie = votes_to_break(request.actor, hearing_id)
    fields = Fields(typed, errors)
    choices = [(each, choice(each)) for each in found.choices]
    shown = [fields.radios("vote", "How do you decide?", choices), fields.text("reasons", "Why?", rows=6)]
    tables = [_votes(tie)] if tie else []
    return _form(request, found, "Break the tie", (), shown if tie or errors else [], "Decide", errors, tables)


@casting.post
def casting_post(request: SignedInRequest, hearing_id: UUID) -> HttpResponse:
    """Decide it."""
    said = {"choice": request.POST.get("vote", ""), "reasons": request.POST.get("reasons", "")}
    cast(hearing_id, **said, by=request.actor, at=request.at)
    return redirect("panel_hearing", hearing_id=hearing_id)


@page(needs=Permission.SIT_ON_PANELS, confirmed=True)
def dissenting(request: SignedInRequest, hearing_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Why somebody who was outvoted dissents."""
    found = own_hearing(request.actor, hearing_id)
    own = Fields(typed, errors, {"reasons": own_dissent(request.actor, hearing_id)})
    fields = [own.text("reasons", "Why do you dissent?", "It stands in the minutes with your name.", rows=6)]
    return _form(request, found, "Record a dissent", (), fields, "Record it", errors)


@dissenting.post
def dissenting_post(request: SignedInRequest, hearing_id: UUID) -> HttpResponse:
    """Keep it for the minutes."""
    dissent(hearing_id, reasons=request.POST.get("reasons", ""), by=request.actor, at=request.at)
    return redirect("panel_minutes", hearing_id=hearing_id)


@page(needs=(*ATTENDS, Permission.CONVENE_PANELS), confirmed=True)
def minutes(request: SignedInRequest, hearing_id: UUID) -> HttpResponse:
    """The minutes of a case that was decided, made of what was recorded."""
    told = minutes_of(request.actor, hearing_id)
    shown = {"title": "Minutes of a panel", "caption": told.reference, "rows": minutes_rows(told)}
    return render(request, "panels/page.html", shown)


def _form(
    request: SignedInRequest,
    found: OwnHearing,
    title: str,
    lines: tuple[str, ...],
    fields: list[Any],
    button: str,
    errors: Any,
    tables: Any = (),
) -> HttpResponse:
    shown = {
        "title": title,
        "caption": found.reference,
        "back_to": reverse("panel_hearing", kwargs={"hearing_id": found.id}),
        "lines": lines,
        "tables": tables,
        "fields": fields,
        "button": button,
        "errors": errors,
    }
    return render(request, "panels/page.html", shown)


def _votes(found: list[tuple[str, Ballot]]) -> dict[str, Any]:
    rows = [line(name, choice(ballot.vote), ballot.reasons) for name, ballot in found]
    return table("Votes", ["Member", "Vote", "Why"], rows, "No vote was given.")


def _sat(found: OwnHearing) -> bool:
    return found.sits or (found.is_chair and found.seat is not None and not found.seat.aside)


def _links(request: SignedInRequest, found: OwnHearing) -> list[tuple[str, str]]:
    """What somebody can go to from a case, as it stands and as they sit on it."""
    out = found.seat is None or bool(found.seat.aside)
    can_declare = found.state == "listed" or found.is_chair
    offered = [
        ("declare_to_panel", "Declare whether you have an interest", out and can_declare),
        ("declare_to_panel", "I learned of an interest and stand aside", not out and found.state in ("listed", "open")),
        ("leave_hearing", "I have to leave", found.sits and found.state == "open"),
        ("chair_hearing", "Open or close the case", found.is_chair and not out and found.state in ("listed", "open")),
        ("casting_vote", "Break the tie", found.is_chair and not out and found.state == "tied"),
        ("dissent", "Record a dissent", found.sits and was_outvoted(request.actor, found.id)),
        ("panel_minutes", "Minutes", found.state == "decided" and _sat(found)),
    ]
    links = [(reverse(name, kwargs={"hearing_id": found.id}), words) for name, words, is_there in offered if is_there]
    if not out and found.state in READING:
        return [(reverse("case", kwargs={"reference": found.reference}), "Read the case"), *links]
    return links
