"""Writing either decision, checking it as second officer, and serving it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.assurance.queries import opinions_of_last
from opennrm.cases.actions.deciding import check_decision, decide, serve_decision
from opennrm.cases.independent_reviews import owes_answer
from opennrm.cases.panels import result_of_panel
from opennrm.cases.queries import case_for, decisions_of, standing_decision
from opennrm.cases.second_stage import second_stage_of
from opennrm.mechanism.conclusive_grounds import Purpose
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for
from opennrm.web.cases import forms
from opennrm.web.cases.consulted import consulted_rows
from opennrm.web.cases.reasons import drafted, point_rows
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.versions import version_in

NO_ANSWER_OWED = Refusal(
    "no_answer_owed",
    "No reviewers of this decision wait for an answer. Serve it from the page of the case, if it is to be served.",
    "house",
    "answer",
)
CHOOSE = Refusal("no_answer", "Choose whether you agree with the decision as it reads here.", "house", "agreed")


@page(needs=Permission.DECIDE, confirmed=True)
def write(
    request: SignedInRequest, reference: str, kind: DecisionKind, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Write the decision: the outcome, and the reasons."""
    read = seen(request, reference)
    version = rules_for(read.profile, read.received_on, request.at)
    result = result_of_panel(read.id, kind)
    shown = forms.decision_form(read, kind, decisions_of(read.id), version, typed, errors, result, drafted(read, kind))
    if kind is DecisionKind.CONCLUSIVE_GROUNDS:
        shown["consulted"] = consulted_rows(read, second_stage_of(read.id), Purpose.SECOND_DECISION)
    shown["points_href"] = reverse(f"points_{kind.value}", kwargs={"reference": reference})
    shown["asked_by_reviewers"] = owes_answer(read.id, kind)
    return render(request, "cases/decision.html", shown)


@write.post
def write_post(request: SignedInRequest, reference: str, kind: DecisionKind) -> HttpResponse:
    """Put it forward, or serve it where no second officer is needed."""
    decide(
        reference,
        kind=kind,
        outcome=request.POST.get("outcome", ""),
        reasons=request.POST.get("reasons", ""),
        answer=request.POST.get("answer", ""),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return _back_to(request, reference)


@page(needs=Permission.CHECK_DECISIONS, confirmed=True)
def check(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Read the decision that was put forward, and agree or return it."""
    read = seen(request, reference)
    standing = standing_decision(read.id)
    shown = forms.check_form(read, standing, typed, errors)
    return render(request, "cases/check.html", {**shown, "points": point_rows(read, standing)})


@check.post
def check_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Countersign the text that was read, or return it."""
    agreed = request.POST.get("agreed", "")
    if agreed not in ("yes", "no"):
        raise Refused(CHOOSE)
    check_decision(
        reference,
        text_hash=request.POST.get("text_hash", ""),
        agreed=agreed == "yes",
        remark=request.POST.get("remark", ""),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("case", reference=reference)


@page(needs=Permission.DECIDE, confirmed=True)
def serve(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Serving is done from the page of the case; when it is refused, this says why."""
    read = seen(request, reference)
    return render(request, "cases/refused.html", {"reference": read.reference, "errors": errors})


@serve.post
def serve_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Serve the decision that was countersigned."""
    serve_decision(reference, seen=version_in(request.POST), by=request.actor, at=request.at)
    return _back_to(request, reference)


def _back_to(request: SignedInRequest, reference: str) -> HttpResponse:
    """The case; the work list for who passed it on by what they decided, and may see it no longer."""
    try:
        case_for(request.actor, reference, at=request.at)
    except NotYours:
        return redirect("work_list")
    return redirect("case", reference=reference)


@page(needs=Permission.DECIDE, confirmed=True)
def answer_and_serve(
    request: SignedInRequest, reference: str, kind: DecisionKind, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Serve a decision with which the reviewers were not satisfied, and answer them: they may not overturn it."""
    read = seen(request, reference)
    shown = forms.answer_form(read, kind, opinions_of_last(read.id, kind), typed, errors)
    return render(request, "cases/answer_reviewers.html", shown)


@answer_and_serve.post
def answer_and_serve_post(request: SignedInRequest, reference: str, kind: DecisionKind) -> HttpResponse:
    """Answer, and serve; where nobody waits for an answer there is nothing to do here."""
    read = case_for(request.actor, reference, at=request.at, needs=Permission.DECIDE)
    if not owes_answer(read.id, kind) or read.stage != f"{kind.value}_reviewed":
        raise Refused(NO_ANSWER_OWED)
    serve_decision(
        reference,
        answer=request.POST.get("answer", ""),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("case", reference=reference)
