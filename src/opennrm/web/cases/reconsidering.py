"""A negative decision is looked at again: recording that somebody asks, and answering."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.cases.actions.reconsidering import (
    accept_reconsideration,
    refuse_reconsideration,
    request_reconsideration,
)
from opennrm.cases.second_stage import second_stage_of
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for
from opennrm.web.cases import reconsideration_page
from opennrm.web.cases.seeing import seen
from opennrm.web.cases.typed_day import day_in
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.versions import version_in

CHOOSE = Refusal("no_answer", "Choose whether the decision is made afresh.", "house", "accepted")
FACING = Refusal("no_answer", "Choose whether the person faces such removal.", "house", "facing_removal")


@page(needs=Permission.DECIDE, of_several=("grounds",))
def ask(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Who asks, on what grounds, and when."""
    read = seen(request, reference)
    served_on = read.conclusive_grounds_on or read.reasonable_grounds_on or read.received_on
    rules = rules_for(read.profile, served_on, request.at).reconsideration
    shown = reconsideration_page.ask_form(read, rules, second_stage_of(read.id), typed, errors)
    return render(request, "cases/form.html", shown)


@ask.post
def ask_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep it."""
    facing = request.POST.get("facing_removal", "no")
    if facing not in ("yes", "no"):
        raise Refused(FACING)
    request_reconsideration(
        reference,
        requester=request.POST.get("requester", ""),
        grounds=request.POST.getlist("grounds"),
        words=request.POST.get("words", ""),
        on=day_in(request.POST, "on"),
        facing_removal=facing == "yes",
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("case", reference=reference)


@page(needs=Permission.DECIDE, confirmed=True)
def answer(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What was asked, and whether the decision is made afresh."""
    read = seen(request, reference)
    shown = reconsideration_page.answer_form(read, second_stage_of(read.id), typed, errors)
    return render(request, "cases/form.html", shown)


@answer.post
def answer_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Make it afresh, or let it stand."""
    said, version = request.POST.get("answer", ""), version_in(request.POST)
    accepted = request.POST.get("accepted", "")
    if accepted == "yes":
        accept_reconsideration(reference, answer=said, seen=version, by=request.actor, at=request.at)
    elif accepted == "no":
        reason = request.POST.get("reason", "")
        refuse_reconsideration(reference, reason=reason, answer=said, seen=version, by=request.actor, at=request.at)
    else:
        raise Refused(CHOOSE)
    return redirect("case", reference=reference)
