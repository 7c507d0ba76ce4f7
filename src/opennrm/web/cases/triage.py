"""Sorting by hand the case that something speaks for looking at."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.cases.actions.closing import close_case
from opennrm.cases.actions.transferring import transfer_case
from opennrm.cases.actions.triaging import accept_case
from opennrm.cases.queries import CaseRead, case_for
from opennrm.partners.roles import Permission
from opennrm.questions.question import Page
from opennrm.referrals.rules import rules_for
from opennrm.web.cases.move_questions import triage_page
from opennrm.web.cases.moving import answered, form
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.versions import version_in


@page(needs=Permission.MOVE_CASES)
def triage(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say what the case is."""
    case = seen(request, reference, Permission.MOVE_CASES)
    return form(request, case, _page(case, request), typed, errors, button="Continue")


@triage.post
def triage_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """It goes on, is closed, or passes to another authority."""
    case = case_for(request.actor, reference, at=request.at, needs=Permission.MOVE_CASES)
    clean = answered(_page(case, request), request)
    if clean.errors:
        return triage.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    what = clean.values["sorted"]
    told: dict[str, Any] = {"seen": version_in(request.POST), "by": request.actor, "at": request.at}
    if what == "transfer":
        transfer_case(reference, to_authority=clean.values["authority"], **told)
        return redirect("work_list")
    if what == "accept":
        accept_case(reference, **told)
    else:
        close_case(reference, reason=what, duplicate_of=clean.values.get("duplicate_of", ""), **told)
    return redirect("case", reference=reference)


def _page(case: CaseRead, request: SignedInRequest) -> Page:
    return triage_page(rules_for(case.profile, case.received_on, request.at), case.authority)
