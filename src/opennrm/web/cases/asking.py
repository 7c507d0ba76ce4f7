"""Requests for information: the list with the case's two ages, asking, what became of each, and closing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.cases.actions.answering import close_request, record_answer
from opennrm.cases.actions.asking import ask_agency, ask_responder
from opennrm.cases.parties import parties_of
from opennrm.cases.printed_requests import printed_request
from opennrm.cases.queries import CaseRead
from opennrm.cases.second_stage import RequestRead, second_stage_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.web.cases import requests_page
from opennrm.web.cases.seeing import seen
from opennrm.web.cases.typed_day import day_in, number_in
from opennrm.web.files import pdf_named
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_again, token_in
from opennrm.web.versions import version_in


@page(needs=Permission.SEE_CASES)
def requests(request: SignedInRequest, reference: str) -> HttpResponse:
    """What was asked of whom, and what became of it."""
    read = seen(request, reference)
    stage, parties = second_stage_of(read.id), parties_of(read.id)
    shown = requests_page.requests(read, stage, parties, request.actor, legal_day(request.at))
    return render(request, "cases/requests.html", shown)


@page(needs=(Permission.DECIDE, Permission.ADD_EVIDENCE), costly=True)
def sheet(request: SignedInRequest, reference: str, request_id: UUID) -> HttpResponse:
    """What is asked of an agency that the system does not write to, as PDF to print."""
    seen(request, reference)
    return pdf_named(reference, printed_request(reference, request_id, request.at))


@page(needs=Permission.DECIDE, of_several=("topics",))
def ask(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Whom to ask, what about, and by when."""
    read = seen(request, reference)
    shown = requests_page.ask_form(read, parties_of(read.id), token_again(typed), typed, errors)
    return render(request, "cases/form.html", shown)


@ask.post
def ask_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask them."""
    ask_agency(
        reference,
        agency=_agency(request),
        agency_kind=request.POST.get("agency_kind", ""),
        token=token_in(request.POST),
        **_asked(request),
        by=request.actor,
        at=request.at,
    )
    return redirect("requests", reference=reference)


@page(needs=Permission.DECIDE, of_several=("topics",))
def give_back(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What who referred is asked; the case waits for their answer."""
    read = seen(request, reference)
    return render(request, "cases/form.html", requests_page.return_form(read, typed, errors))


@give_back.post
def give_back_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask them, and let the case wait."""
    asked = _asked(request)
    ask_responder(reference, **asked, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.ADD_EVIDENCE)
def answer(
    request: SignedInRequest, reference: str, request_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """A request, and what became of it."""
    read = seen(request, reference)
    asked = _one(read, request_id)
    return render(request, "cases/form.html", requests_page.answer_form(read, asked, typed, errors))


@answer.post
def answer_post(request: SignedInRequest, reference: str, request_id: UUID) -> HttpResponse:
    """Keep it."""
    record_answer(
        reference,
        request_id,
        answer=request.POST.get("answer", ""),
        text=request.POST.get("text", ""),
        on=day_in(request.POST, "on"),
        by=request.actor,
        at=request.at,
    )
    return redirect("requests", reference=reference)


@page(needs=Permission.DECIDE)
def close(
    request: SignedInRequest, reference: str, request_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Closing is done from the page of requests; when it is refused, this says why."""
    read = seen(request, reference)
    _one(read, request_id)
    return render(request, "cases/refused.html", {"reference": read.reference, "errors": errors})


@close.post
def close_post(request: SignedInRequest, reference: str, request_id: UUID) -> HttpResponse:
    """Close it."""
    close_request(reference, request_id, by=request.actor, at=request.at)
    return redirect("requests", reference=reference)


def _one(read: CaseRead, request_id: UUID) -> RequestRead:
    found = next((each for each in second_stage_of(read.id).requests if each.id == request_id), None)
    if found is None:
        raise NotYours
    return found


def _agency(request: SignedInRequest) -> str:
    """The party that was chosen, or the name that was written."""
    chosen = request.POST.get("asked_of", "")
    return request.POST.get("agency", "") if chosen in ("", requests_page.ANOTHER) else chosen


def _asked(request: SignedInRequest) -> dict[str, Any]:
    """What both forms ask. Raises `Refused` for days between chasers that are not a number."""
    every = request.POST.get("chase_every", "").strip()
    if every and number_in(every) is None:
        because = "Give the days between chasers as a number, such as 7, or leave it empty."
        raise Refused(Refusal("no_days_between", because, "house", "chase_every"))
    return {
        "topics": request.POST.getlist("topics"),
        "words": request.POST.get("words", ""),
        "due_on": day_in(request.POST, "due_on"),
        "chase_every": number_in(every),
    }
