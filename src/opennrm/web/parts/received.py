"""The parts of referrals that came to an organisation: listed, opened one by one, and marked as received."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.audit.record import announce
from opennrm.cases.actions.receiving_parts import receive_part, reveal_in_part
from opennrm.cases.parts import Answer, PartRead, PartRow, parts_received, received_part
from opennrm.mechanism.events import ListViewed, PartViewed
from opennrm.mechanism.receivers import AFTER_DECISION, CASE_CLOSED, LIMITS, READABLE, PartState, Receiver
from opennrm.partners.roles import Permission
from opennrm.questions.whereabouts import Kept
from opennrm.web import wording
from opennrm.web.budget import count_person
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.hidden import hidden_row, rows_of, whereabouts_page
from opennrm.web.jinja import render

AS_WHAT = {
    Receiver.COUNCIL_SAFEGUARDING: "Safeguarding of children",
    Receiver.GUARDIAN_SERVICE: "Guardian service",
    Receiver.SUPPORT_PROVIDER: "Support",
    Receiver.POLICE_HERE: "Police, where the person is now",
    Receiver.POLICE_THERE: "Police, where it happened",
}
STATES = {
    PartState.WAITING: ("Not yet received", "govuk-tag--yellow"),
    PartState.RECEIVED: ("Received", "govuk-tag--green"),
    PartState.ENDED: ("Taken back", "govuk-tag--red"),
}
NO_LONGER_AGREED = "The person no longer consents, or has left. Do not use what you were told."
WHY_TAKEN_BACK = {
    CASE_CLOSED: "The case was closed before you received this.",
    AFTER_DECISION: "A negative decision was served before you received this.",
    LIMITS: "It was taken back before you received it, and may come again.",
}

ABOUT_REFERRER = {"referrer_role": "Their role", "referrer_phone": "Their phone number"}
"""What a part tells of whoever referred, who was asked for it as “you”."""


@page(needs=Permission.RECEIVE_PARTS)
def received(request: SignedInRequest) -> HttpResponse:
    """What lies for the actor's organisation, and what was taken back from it; no names."""
    rows = parts_received(request.actor)
    listed = ListViewed(subject=str(request.actor.organisation_id), list_name="parts_received", shown=len(rows))
    announce(listed, at=request.at, by=request.actor.account_id)
    return render(request, "parts/received.html", {"rows": [_line(row) for row in rows]})


@page(needs=Permission.RECEIVE_PARTS)
def part(request: SignedInRequest, part_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """One of them, with what tells where the person is hidden."""
    read = _seen(request, part_id)
    shown = {
        "reference": read.row.reference,
        "errors": errors,
        "as_what": AS_WHAT[read.row.receiver],
        "for_whom": _for_whom(read.row),
        "rows": [_answer(each) for each in read.answers if each.key not in ABOUT_REFERRER],
        "referrer": [
            wording.row(ABOUT_REFERRER[each.key], *each.lines) for each in read.answers if each.key in ABOUT_REFERRER
        ],
        "is_received": read.row.state is PartState.RECEIVED,
        "received": _received(read.row),
        "show_hidden_href": reverse("part_whereabouts", kwargs={"part_id": part_id}),
    }
    return render(request, "parts/part.html", shown)


@part.post
def part_post(request: SignedInRequest, part_id: UUID) -> HttpResponse:
    """Say that the organisation has it."""
    receive_part(part_id, by=request.actor, at=request.at)
    return redirect("received_part", part_id=part_id)


@page(needs=Permission.RECEIVE_PARTS, confirmed=True)
def whereabouts(request: SignedInRequest, part_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What it tells of where the person is, and nothing of what it says, whatever was sent before."""
    return _shown(request, _seen(request, part_id), errors=errors)


@whereabouts.post
def whereabouts_post(request: SignedInRequest, part_id: UUID) -> HttpResponse:
    """Show what was asked for, in this one answer."""
    read = received_part(request.actor, part_id)
    count_person(request, read.row.case_id)
    asked = reveal_in_part(part_id, what=request.POST.get("what", ""), by=request.actor, at=request.at)
    return _shown(request, read, asked)


def _shown(request: SignedInRequest, read: PartRead, asked: list[Kept] | None = None, errors: Any = ()) -> HttpResponse:
    rows, back = rows_of(read.kept, asked or ()), reverse("received_part", kwargs={"part_id": read.row.id})
    return whereabouts_page(request, read.row.reference, rows, back, shown=asked is not None, errors=errors)


def _seen(request: SignedInRequest, part_id: UUID) -> PartRead:
    """The part, recorded as viewed and counted like the record of a person. Raises `NotYours`."""
    read = received_part(request.actor, part_id)
    count_person(request, read.row.case_id)
    viewed = PartViewed(
        subject=read.row.reference, case=read.row.reference, part=str(part_id), receiver=read.row.receiver.value
    )
    announce(viewed, at=request.at, by=request.actor.account_id)
    return read


def _answer(answer: Answer) -> dict[str, Any]:
    if answer.hidden is None:
        return wording.row(answer.label, *answer.lines)
    return hidden_row(answer.label, answer.hidden, is_known=answer.is_known)


def _for_whom(row: PartRow) -> list[str]:
    """In whose place they have it, and what is to be done about that."""
    said = []
    if row.forces:
        said.append(
            f"You receive this in the place of {' and '.join(row.forces)}, who cannot open it here. See that it "
            "reaches them, and say that you have received it once it has."
        )
    if row.towns:
        said.append(
            f"It is also for what happened in {' and '.join(row.towns)}. Which force that belongs to is not known "
            "here. Pass it on if it is not yours."
        )
    return said


def _line(row: PartRow) -> dict[str, Any]:
    state, classes = STATES[row.state]
    readable = row.state in READABLE
    return {
        "href": reverse("received_part", kwargs={"part_id": row.id}) if readable else "",
        "reference": row.reference,
        "as_what": AS_WHAT[row.receiver],
        "came": wording.moment(row.made_at),
        "state": state,
        "classes": classes,
        "said": "" if readable else WHY_TAKEN_BACK.get(row.because, NO_LONGER_AGREED),
    }


def _received(row: PartRow) -> str:
    return f"{wording.moment(row.received_at)} by {row.received_by}" if row.received_at else ""
