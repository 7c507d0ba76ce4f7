"""Pages of who was asked to a panel: their sittings, whether they come, an entry for a calendar, what they declare."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.panels.actions.declaring import declare
from opennrm.panels.actions.sittings import answer_invitation
from opennrm.panels.attending import ATTENDS, hearings_for, own_hearing, own_sitting, own_sittings
from opennrm.panels.invitation import calendar_file
from opennrm.web import wording
from opennrm.web.files import attachment
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.panels.presenters import ANSWERS, STATES, agency, aside, line, table

INTERESTS = (
    ("none", "No, I had no part in it and I know nobody in it"),
    ("interest", "Yes, so I stand aside"),
)
CHOOSE = Refusal("no_answer", "Say whether you have an interest in this case.", "house", "interest")


@page(needs=ATTENDS)
def own(request: SignedInRequest) -> HttpResponse:
    """The sittings that the actor was asked to, the newest first."""
    rows = [
        line(
            wording.moment(each.starts_at),
            "Chair" if each.is_chair else "Member",
            "Cancelled" if each.state == "cancelled" else ANSWERS[each.answer],
            href=reverse("own_sitting", kwargs={"sitting_id": each.id}),
        )
        for each in own_sittings(request.actor)
    ]
    listed = table("Sittings", ["When", "As", "Your answer"], rows, "Nobody has asked you to a sitting.")
    return render(request, "panels/page.html", {"title": "Your panels", "tables": [listed]})


@page(needs=ATTENDS, confirmed=True)
def sitting(request: SignedInRequest, sitting_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """A sitting: how one joins, whether one comes, and the cases there by reference."""
    found, asked = own_sitting(request.actor, sitting_id)
    is_called = found.state == "called"
    rows = [
        wording.row("When", wording.moment(found.starts_at)),
        wording.row("Minutes", str(found.minutes)),
        wording.row("You sit for", agency(asked.agency)),
        wording.row("How to join", found.how_to_join if is_called else "This sitting was cancelled."),
    ]
    cases = [
        line(each.reference, STATES[each.state], href=reverse("panel_hearing", kwargs={"hearing_id": each.id}))
        for each in hearings_for(request.actor, sitting_id)
    ]
    choices = [(code, words) for code, words in ANSWERS.items() if code]
    fields = Fields(typed, errors, {"answer": asked.answer})
    shown = {
        "title": "A sitting of a panel",
        "back_to": reverse("own_sittings"),
        "rows": rows,
        "tables": [table("Cases", ["Case", "Stands at"], cases, "No case was put to it yet.")],
        "links": [(reverse("sitting_calendar", kwargs={"sitting_id": sitting_id}), "Put it in your calendar")],
        "errors": errors,
        "fields": [fields.radios("answer", "Do you come?", choices)]
        if is_called and (found.starts_at > request.at or errors)
        else [],
        "button": "Answer",
    }
    return render(request, "panels/page.html", shown)


@sitting.post
def sitting_post(request: SignedInRequest, sitting_id: UUID) -> HttpResponse:
    """Say whether one comes."""
    answer_invitation(sitting_id, answer=request.POST.get("answer", ""), by=request.actor, at=request.at)
    return redirect("own_sitting", sitting_id=sitting_id)


@page(needs=ATTENDS)
def calendar(request: SignedInRequest, sitting_id: UUID) -> HttpResponse:
    """The sitting as a file for a calendar, which says when, and nothing of what it is about."""
    found, _asked = own_sitting(request.actor, sitting_id)
    address = settings.PUBLIC_ADDRESS.rstrip("/") + reverse("own_sitting", kwargs={"sitting_id": sitting_id})
    return attachment("sitting.ics", calendar_file(found, address=address), "text/calendar; charset=utf-8")


@page(needs=ATTENDS, confirmed=True)
def interest(request: SignedInRequest, hearing_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Before the pack of a case opens: whether one has an interest in it."""
    found = own_hearing(request.actor, hearing_id)
    back_to = reverse("panel_hearing", kwargs={"hearing_id": hearing_id})
    if found.seat is not None and found.seat.aside:
        lines = (f"You do not sit on this case: {aside(found.seat.aside)}.",)
        shown: dict[str, Any] = {"title": "You stand aside", "caption": found.reference, "lines": lines}
        return render(request, "panels/page.html", {**shown, "back_to": back_to, "errors": errors})
    shown = {
        "title": "Declare whether you have an interest",
        "caption": found.reference,
        "back_to": back_to,
        "lines": (
            "You have one if you, or those you work or live with, had a part in this case, know the person or somebody "
            "who is said to have exploited them, or gain from how it is decided.",
            "You can read the pack once you declared that you have none. If you learn of one later, come back here: "
            "what you voted is void then.",
        ),
        "errors": errors,
        "fields": [Fields(typed, errors).radios("interest", "Do you have an interest in this case?", INTERESTS)],
        "button": "Continue",
    }
    return render(request, "panels/page.html", shown)


@interest.post
def interest_post(request: SignedInRequest, hearing_id: UUID) -> HttpResponse:
    """Keep what was declared; whoever has a part that is known is told that they stand aside."""
    said = request.POST.get("interest", "")
    if said not in dict(INTERESTS):
        raise Refused(CHOOSE)
    if declare(hearing_id, has_interest=said == "interest", by=request.actor, at=request.at):
        return redirect("panel_hearing", hearing_id=hearing_id)
    return redirect("declare_to_panel", hearing_id=hearing_id)
