"""A decision on somebody's age, and the consent of a child who turns 18 to stay."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.cases.actions.growing_up import decide_age, record_consent_to_stay
from opennrm.cases.queries import CaseRead, case_for
from opennrm.partners.roles import Permission
from opennrm.questions.question import Page
from opennrm.referrals.rules import rules_for
from opennrm.web.cases.age_questions import AGE, consent_in, stay_page
from opennrm.web.cases.moving import answered, day_of, form
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.versions import version_in


@page(needs=Permission.MOVE_CASES)
def age(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Record that somebody's age was decided."""
    return form(request, seen(request, reference, Permission.MOVE_CASES), AGE, typed, errors)


@age.post
def age_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Keep the decision on age."""
    clean = answered(AGE, request)
    if clean.errors:
        return age.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    decide_age(
        reference,
        age=clean.values["age"],
        assessed_by=clean.values["assessed_by"],
        decided_on=day_of(clean, "decided_on"),
        date_of_birth=day_of(clean, "date_of_birth"),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("case", reference=reference)


@page(needs=Permission.MOVE_CASES, of_several=("language",))
def stay(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Record that the person wants to stay as an adult."""
    case = seen(request, reference, Permission.MOVE_CASES)
    return form(request, case, _page(case, request), typed, errors)


@stay.post
def stay_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Keep the consent."""
    case = case_for(request.actor, reference, at=request.at, needs=Permission.MOVE_CASES)
    clean = answered(_page(case, request), request)
    if clean.errors:
        return stay.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    token = f"stay:{reference}:{version_in(request.POST)}"
    record_consent_to_stay(reference, consent_in(clean), token=token, by=request.actor, at=request.at)
    return redirect("case", reference=reference)


def _page(case: CaseRead, request: SignedInRequest) -> Page:
    return stay_page(rules_for(case.profile, case.received_on, request.at))
