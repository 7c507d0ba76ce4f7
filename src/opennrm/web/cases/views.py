"""The work list, a case, who holds it, its evidence and its letters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.audit.queries import events_of_case
from opennrm.audit.record import announce
from opennrm.cases.actions.allocation import allocate_case, take_case
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.queries import CaseRead, case_for, clocks_of, decisions_of, evidence_of
from opennrm.cases.worklists import work_list as work_list_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import CaseViewed, LetterViewed
from opennrm.notifications.queries import letter_of_case, letters_of, pdf_of_letter
from opennrm.partners.access import NotYours
from opennrm.partners.directory import names_of, people_in_team
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import consents_of, referral_read, safe_ways_of
from opennrm.web.cases import forms, moving, presenters
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.versions import version_in


@page(needs=Permission.SEE_CASES)
def work_list(request: SignedInRequest) -> HttpResponse:
    """The cases of the actor's teams, the most pressing clock first."""
    tab = presenters.tab_of(request.GET.get("show", ""), request.actor)
    found = work_list_of(request.actor, tab.stages, after=request.GET.get("after"))
    shown = presenters.work_list(found, tab, request.actor, legal_day(request.at))
    return render(request, "cases/work_list.html", shown)


@page(needs=Permission.SEE_CASES)
def case(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything about a case on one page."""
    read = _seen(request, reference)
    events = events_of_case(reference)
    people = {event.by for event in events if event.by} | {UUID(e.facts["to"]) for e in events if e.facts.get("to")}
    shown = presenters.case_page(
        read,
        referral=referral_read(reference),
        clocks=clocks_of(read.id),
        decisions=decisions_of(read.id),
        evidence=evidence_of(read.id),
        letters=letters_of(reference),
        consents=consents_of(reference),
        safe_ways=safe_ways_of(read.person_id),
        events=events,
        names=names_of(people),
        actor=request.actor,
        today=legal_day(request.at),
    )
    shown["aside"] = moving.aside(read, events, legal_day(request.at))
    return render(request, "cases/case.html", shown)


@page(needs=Permission.DECIDE)
def take(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Taking a case is done from its page; when it is refused, this says why."""
    read = _seen(request, reference)
    return render(request, "cases/refused.html", {"reference": read.reference, "errors": errors})


@take.post
def take_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take the case."""
    take_case(reference, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.ALLOCATE)
def allocate(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Choose who in the team holds the case."""
    read = _seen(request, reference, Permission.ALLOCATE)
    people = people_in_team(read.owner_team_id, Permission.DECIDE, request.at)
    return render(request, "cases/allocate.html", forms.allocation(read, people, typed, errors))


@allocate.post
def allocate_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give the case to somebody."""
    to = presenters.uuid_in(request.POST.get("owner", ""))
    allocate_case(reference, to=to, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.ADD_EVIDENCE)
def evidence(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Add what somebody told or sent."""
    read = _seen(request, reference)
    return render(request, "cases/evidence.html", forms.evidence_form(read, typed, errors))


@evidence.post
def evidence_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep it."""
    add_evidence(
        reference,
        kind=request.POST.get("kind", ""),
        text=request.POST.get("text", ""),
        source=request.POST.get("source", ""),
        by=request.actor,
        at=request.at,
    )
    return redirect("case", reference=reference)


@page(needs=Permission.SEE_LETTERS)
def letter(request: SignedInRequest, reference: str, letter_id: UUID) -> HttpResponse:
    """A letter of the case as PDF."""
    read = case_for(request.actor, reference, at=request.at)
    found = letter_of_case(letter_id, read.reference)
    if found is None:
        raise NotYours
    viewed = LetterViewed(subject=reference, case=reference, letter_kind=found.kind)
    announce(viewed, at=request.at, by=request.actor.account_id)
    response = HttpResponse(pdf_of_letter(letter_id), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{reference}-{found.kind}.pdf"'
    return response


def _seen(request: SignedInRequest, reference: str, needs: Permission = Permission.SEE_CASES) -> CaseRead:
    read = case_for(request.actor, reference, at=request.at, needs=needs)
    announce(CaseViewed(subject=reference, case=reference), at=request.at, by=request.actor.account_id)
    return read
