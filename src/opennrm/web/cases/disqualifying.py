"""Disqualification: one officer proposes it or the contrary, a second one agrees or returns it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.cases.actions.disqualifying import check_disqualification, propose_disqualification
from opennrm.cases.second_stage import second_stage_of
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for
from opennrm.web.cases import disqualifying_page
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.versions import version_in

CHOOSE = Refusal("no_answer", "Choose whether you agree.", "house", "agreed")


@page(needs=Permission.DECIDE)
def propose(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What is proposed, and what it rests on."""
    read = seen(request, reference)
    version = rules_for(read.profile, read.received_on, request.at)
    return render(request, "cases/form.html", disqualifying_page.proposal(read, version, typed, errors))


@propose.post
def propose_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Send it to be checked."""
    propose_disqualification(
        reference,
        outcome=request.POST.get("outcome", ""),
        ground=request.POST.get("ground", ""),
        why=request.POST.get("why", ""),
        need=request.POST.get("need", ""),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("recovery", reference=reference)


@page(needs=Permission.CHECK_DECISIONS, confirmed=True)
def check(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Read what was proposed, and agree or return it."""
    read = seen(request, reference)
    put = disqualifying_page.waiting(second_stage_of(read.id))
    return render(request, "cases/form.html", disqualifying_page.check(read, put, typed, errors))


@check.post
def check_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Agree, so that it is decided, or return it."""
    agreed = request.POST.get("agreed", "")
    if agreed not in ("yes", "no"):
        raise Refused(CHOOSE)
    check_disqualification(
        reference,
        agreed=agreed == "yes",
        remark=request.POST.get("remark", ""),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("recovery", reference=reference)
