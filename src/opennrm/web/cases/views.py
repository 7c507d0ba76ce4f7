"""A case, its timeline, who holds it, and its letters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from opennrm.audit.record import announce
from opennrm.audit.timeline import latest_of_case
from opennrm.cases.actions.allocation import allocate_case, take_case
from opennrm.cases.consents import said_reading
from opennrm.cases.evidence import latest_evidence
from opennrm.cases.flags import flags_of
from opennrm.cases.handing_over import last_hand_over
from opennrm.cases.independent_reviews import reviews_reading
from opennrm.cases.notes import latest_notes
from opennrm.cases.openings import latest_openings
from opennrm.cases.partner_messages import unread_in_case
from opennrm.cases.queries import clocks_reading, decisions_reading
from opennrm.cases.same_group import cases_of_group
from opennrm.cases.same_person import (
    NAMES_ANOTHER,
    each_without_hidden_likeness,
    hidden_entries,
    without_hidden_likeness,
)
from opennrm.cases.second_stage import SecondStage, second_stage_readings
from opennrm.cases.tasks import open_tasks
from opennrm.cases.team import colleagues_for
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import LetterViewed
from opennrm.notifications.queries import letter_of_case, letters_reading, pdf_of_letter
from opennrm.partners.access import NotYours
from opennrm.partners.directory import names_of
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import consents_reading, referral_reading, safe_ways_reading
from opennrm.vault.together import Reading, read_together
from opennrm.web.cases import forms, moving, presenters, timeline
from opennrm.web.cases.evidence import EVIDENCE_ON_THE_CASE
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.notes import NOTES_ON_THE_CASE
from opennrm.web.cases.opening_rows import OPENINGS_ON_THE_CASE
from opennrm.web.cases.second_stage import second_stage
from opennrm.web.cases.seeing import openable, seen
from opennrm.web.cases.tasks import TASKS_ON_THE_CASE
from opennrm.web.files import pdf_named
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.places import place_in
from opennrm.web.versions import version_in

SPARE = 20
"""Entries that are read beyond those on the page of the case, so that it is full where some of them are hidden."""


@page(needs=Permission.SEE_CASES)
def case(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything about a case on one page."""
    read = seen(request, reference)
    of_page: dict[str, Reading[Any]] = {
        "referral": referral_reading(reference),
        "clocks": clocks_reading(read.id),
        "decisions": decisions_reading(read.id),
        "reviews": reviews_reading(read.id),
        "evidence": latest_evidence(read.id, EVIDENCE_ON_THE_CASE + 1),
        "letters": letters_reading(reference),
        "consents": consents_reading(reference),
        "said": said_reading(read.id),
        "safe_ways": safe_ways_reading(read.person_id),
        "flags": flags_of(read.id),
        "tasks": open_tasks(read.id, TASKS_ON_THE_CASE),
        "notes": latest_notes(request.actor, read.id, read.owner_team_id, NOTES_ON_THE_CASE),
        "hand_over": last_hand_over(read.id),
        "unread_messages": unread_in_case(read.id),
        "group": cases_of_group(reference, request.actor, request.at),
        "openings": latest_openings(read.id, OPENINGS_ON_THE_CASE),
        "events": latest_of_case(reference, timeline.ON_THE_CASE + SPARE, but=timeline.VIEWS),
    }
    interruptions = latest_of_case(reference, moving.AT_MOST, only=moving.KINDS)
    found = read_together(*of_page.values(), interruptions, *second_stage_readings(read.id))
    whole = dict(zip(of_page, found, strict=False))
    interrupted, *parts = found[len(of_page) :]
    told = each_without_hidden_likeness([whole["events"], interrupted], request.actor, request.at)
    whole["events"], interrupted = told[0][: timeline.ON_THE_CASE], told[1]
    names = names_of(timeline.people_in(whole["events"]))
    today = legal_day(request.at)
    shown = presenters.case_page(read, **whole, names=names, actor=request.actor, today=today)
    shown["aside"] = moving.aside(read, interrupted[::-1], today)
    shown["second_stage"] = second_stage(read, whole["clocks"], SecondStage(*parts), today)
    return render(request, "cases/case.html", shown)


@page(needs=Permission.SEE_CASES)
def whole_timeline(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything that happened in a case, by kind, the newest first, a page at a time."""
    read = seen(request, reference)
    key, before = request.GET.get("kind", ""), request.GET.get("before")
    place = place_in(before)
    if key not in timeline.TITLES:
        raise Http404
    kinds = timeline.kinds_shown(key)
    hidden = hidden_entries(read.reference, request.actor, request.at) if kinds & NAMES_ANOTHER else set()
    page_and_one = timeline.ON_A_PAGE + 1
    found = latest_of_case(read.reference, page_and_one, before=place, only=kinds, without=hidden).alone()
    if place is not None and not found:
        raise Http404
    earlier = found[timeline.ON_A_PAGE - 1].seq if len(found) > timeline.ON_A_PAGE else None
    events = without_hidden_likeness(found[: timeline.ON_A_PAGE], request.actor, request.at)
    names = names_of(timeline.people_in(events))
    shown = timeline.whole_timeline(reference, key, events, names, earlier=earlier)
    return render(request, "cases/timeline.html", shown)


@page(needs=Permission.DECIDE)
def take(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Taking a case is done from its page; when it is refused, this says why."""
    read = seen(request, reference)
    return render(request, "cases/refused.html", {"reference": read.reference, "errors": errors})


@take.post
def take_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Take the case."""
    take_case(reference, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.ALLOCATE)
def allocate(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Choose who in the team holds the case."""
    read = seen(request, reference, Permission.ALLOCATE)
    people = colleagues_for(read, Permission.DECIDE, request.at)
    return render(request, "cases/allocate.html", forms.allocation(read, people, typed, errors))


@allocate.post
def allocate_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give the case to somebody."""
    to = uuid_in(request.POST.get("owner", ""))
    allocate_case(reference, to=to, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.SEE_LETTERS, costly=True)
def letter(request: SignedInRequest, reference: str, letter_id: UUID) -> HttpResponse:
    """A letter of the case as PDF."""
    read, _because = openable(request, reference, Permission.SEE_LETTERS)
    found = letter_of_case(letter_id, read.reference)
    if found is None:
        raise NotYours
    viewed = LetterViewed(subject=reference, case=reference, letter_kind=found.kind)
    announce(viewed, at=request.at, by=request.actor.account_id)
    return pdf_named(reference, pdf_of_letter(letter_id))
