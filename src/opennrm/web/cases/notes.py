"""The pages of notes: those of a case with a form for another, and where one was mentioned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.actions.notes import read_mention
from opennrm.cases.emergencies import emergencies_to_review
from opennrm.cases.notes import NoteRead, Visibility, mentions_of, notes_page, readers_of
from opennrm.cases.team import stands_in_for
from opennrm.disclosure.actions.at_entry import write_marked_note
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.seeing import seen
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.marks import AT_ENTRY, MARKS, NOTHING, WHOSE, WHOSE_HINT
from opennrm.web.places import place_in
from opennrm.web.tokens import token_again, token_in

NOTES_ON_THE_CASE = 5
WHO = {
    Visibility.TEAM: "The team",
    Visibility.DECISION_MAKERS: "Decision makers and second officers only",
    Visibility.ONLY_ME: "Only me",
}


@page(needs=Permission.WORK_ON_CASES, of_several=("mentioned",))
def of_case(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """The notes of a case that one may read, the newest first, and a form for another."""
    read = seen(request, reference, Permission.WORK_ON_CASES)
    before = request.GET.get("before")
    found = notes_page(request.actor, read.id, read.owner_team_id, before=uuid_in(before) if before else None)
    if before is not None and not found.rows:
        raise Http404
    fields = Fields(typed, errors, {"visibility": Visibility.TEAM})
    colleagues = [
        (str(each.id), each.name)
        for each in readers_of(read, Visibility.TEAM, request.at)
        if each.id != request.actor.account_id
    ]
    told = "They are sent an e-mail that they have work. You can also type @ and their whole name in the note."
    shown = {
        "reference": reference,
        "errors": errors,
        "token": token_again(typed),
        "notes": note_rows(found.rows),
        "next_href": f"{reverse('notes_of_case', kwargs={'reference': reference})}?before={found.before}"
        if found.before
        else None,
        "fields": [
            fields.text("text", "Write a note", rows=5),
            fields.radios("visibility", "Who can read it?", list(WHO.items())),
            *([fields.checkboxes("mentioned", "Mention somebody? (optional)", colleagues, told)] if colleagues else []),
            fields.select("mark", AT_ENTRY, MARKS, nothing=NOTHING),
            fields.line("about", WHOSE, WHOSE_HINT),
        ],
    }
    return render(request, "cases/notes.html", shown)


@of_case.post
def of_case_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Write it."""
    write_marked_note(
        reference,
        text=request.POST.get("text", ""),
        visibility=request.POST.get("visibility", ""),
        mentioned={uuid_in(each) for each in request.POST.getlist("mentioned")},
        mark=request.POST.get("mark", ""),
        about=request.POST.get("about", ""),
        by=request.actor,
        at=request.at,
        token=token_in(request.POST),
    )
    return redirect("notes_of_case", reference=reference)


@page(needs=Permission.SEE_CASES)
def for_you(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Where one was mentioned, the newest first."""
    before = place_in(request.GET.get("before"))
    found = mentions_of(request.actor, at=request.at, before=before)
    if before is not None and not found.rows:
        raise Http404
    shown = {
        "errors": errors,
        "emergencies": [] if before is not None else _emergencies(request),
        "stands_in": [] if before is not None else stands_in_for(request.actor.account_id, request.at),
        "mentions": [
            {
                "id": row.id,
                "reference": row.reference,
                "href": reverse("notes_of_case", kwargs={"reference": row.reference}),
                "text": row.text,
                "line": f"{row.written_by}, {wording.moment(row.written_at)}",
                "read": f"You read this on {wording.moment(row.read_at)}" if row.read_at else "",
            }
            for row in found.rows
        ],
        "next_href": f"{reverse('for_you')}?before={found.before}" if found.before else None,
    }
    return render(request, "cases/for_you.html", shown)


def _emergencies(request: SignedInRequest) -> list[dict[str, Any]]:
    return [
        {
            "reference": each.reference,
            "href": "" if each.reviewed_at else reverse("review_emergency", kwargs={"emergency_id": each.id}),
            "words": each.words,
            "line": f"{each.opened_by}, {wording.moment(each.opened_at)}. To be reviewed by {each.reviewer} until "
            f"{wording.day(each.review_due_on)}",
        }
        for each in emergencies_to_review(request.actor, at=request.at)
    ]


@for_you.post
def for_you_post(request: SignedInRequest) -> HttpResponse:
    """Say that a mention was read."""
    read_mention(place_in(request.POST.get("mention", "")) or 0, by=request.actor, at=request.at)
    return redirect("for_you")


def note_rows(notes: Sequence[NoteRead]) -> list[dict[str, Any]]:
    """Notes as pages show them."""
    return [
        {
            "text": note.text,
            "line": f"{note.written_by}, {wording.moment(note.written_at)}",
            "who": "" if note.visibility == Visibility.TEAM else WHO[Visibility(note.visibility)],
        }
        for note in notes
    ]
