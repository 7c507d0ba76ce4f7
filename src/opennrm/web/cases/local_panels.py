"""Sending a child's case to the panel of their own area, and having it back before that panel began."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.cases.actions.auditing import audit_local_panel
from opennrm.cases.actions.local_panels import REASONS, return_from_local_panel, send_to_local_panel
from opennrm.cases.local_panels import is_before_local_panel
from opennrm.mechanism.panels.auditing import QUESTIONS
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.questions.question import Choice, Kind, Page, Question
from opennrm.web.cases.moving import answered, form
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.versions import version_in

WORDS = {
    "no_panel_in_time": "No panel can sit in time",
    "not_their_child": "The child lives in another area",
    "no_longer_eligible": "The child is no longer one whose case can go there",
    "sent_by_mistake": "It was sent there by mistake",
}
SEND = Page(
    slug="send_to_local_panel",
    title="Send the case to the local panel",
    text=(
        "The council, the police and health of the child's own area decide both stages, if they can in one sitting. "
        "The authority keeps the case, convenes the panel and writes to those who are told.",
        "Only the case of a child of certain age, more than 100 days from 18, in an area with a panel can go there. "
        "The first decision is then due within 45 days of receipt.",
    ),
    questions=(),
)
BACK = Page(
    slug="return_from_local_panel",
    title="Have the case back from the local panel",
    text=("The authority decides after all, by its own rules and time, which count from the day of receipt.",),
    questions=(
        Question(
            key="because",
            ask="Why does it come back?",
            kind=Kind.RADIOS,
            called="reason for having the case back",
            choices=tuple(Choice(reason, WORDS[reason]) for reason in REASONS),
        ),
    ),
)

AUDIT = Page(
    slug="audit_local_panel",
    title="Look at what the local panel decided",
    text=(
        "Read the reasons and the minutes first. This changes no decision: what has to be mended is told in a note, "
        "and mended by reconsideration.",
    ),
    questions=tuple(
        Question(
            key=question.key,
            ask=question.ask,
            kind=Kind.RADIOS,
            called="answer",
            choices=(Choice("yes", "Yes"), Choice("no", "No")),
        )
        for question in QUESTIONS
    ),
)


@page(needs=Permission.CHECK_DECISIONS)
def audit(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What the authority looks at once a local panel decided."""
    case = seen(request, reference, Permission.CHECK_DECISIONS)
    return form(request, case, AUDIT, typed, errors, button="Record it")


@audit.post
def audit_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """It was looked at."""
    clean = answered(AUDIT, request)
    if clean.errors:
        return audit.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    answers = {question.key: str(clean.values.get(question.key) or "") for question in QUESTIONS}
    audit_local_panel(reference, answers, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.DECIDE)
def send(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What it means that a local panel decides."""
    case = seen(request, reference, Permission.DECIDE)
    return form(request, case, SEND, typed, errors, button="Send to the local panel")


@send.post
def send_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """It is theirs to decide."""
    send_to_local_panel(reference, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.DECIDE)
def back(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Why the authority decides after all."""
    case = seen(request, reference, Permission.DECIDE)
    if not is_before_local_panel(case.profile):
        raise NotYours
    return form(request, case, BACK, typed, errors, button="Have it back", warns=True)


@back.post
def back_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """It is the authority's again."""
    clean = answered(BACK, request)
    if clean.errors:
        return back.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    because = clean.values["because"]
    return_from_local_panel(reference, because=because, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)
