"""Passing a case to another authority."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.cases.actions.transferring import transfer_case
from opennrm.cases.queries import CaseRead, case_for
from opennrm.mechanism.vocabulary import DecisionKind
from opennrm.partners.roles import Permission
from opennrm.questions.question import Page
from opennrm.referrals.rules import rules_for
from opennrm.web.cases.move_questions import transfer_page
from opennrm.web.cases.moving import answered, form
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.versions import version_in


@page(needs=Permission.MOVE_CASES)
def transfer(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Choose the authority."""
    case = seen(request, reference, Permission.MOVE_CASES)
    return form(request, case, _page(case, request), typed, errors, button="Pass the case on", warns=True)


@transfer.post
def transfer_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Pass the case on; whoever did so is shown their work list, since the case is no longer theirs to see."""
    case = case_for(request.actor, reference, at=request.at, needs=Permission.MOVE_CASES)
    clean = answered(_page(case, request), request)
    if clean.errors:
        return transfer.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    to, version = clean.values["authority"], version_in(request.POST)
    transfer_case(reference, to_authority=to, seen=version, by=request.actor, at=request.at)
    return redirect("work_list")


def _page(case: CaseRead, request: SignedInRequest) -> Page:
    decides = DecisionKind.CONCLUSIVE_GROUNDS if case.reasonable_grounds else DecisionKind.REASONABLE_GROUNDS
    return transfer_page(rules_for(case.profile, case.received_on, request.at), case.authority, decides)
