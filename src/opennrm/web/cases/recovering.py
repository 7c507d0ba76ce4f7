"""The recovery period of a case: its end, who was consulted, representations, extension, review, and its bar."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.cases.actions.consulting import record_consultation
from opennrm.cases.actions.extending import extend_recovery, override_bar
from opennrm.cases.actions.recovering import end_recovery
from opennrm.cases.actions.representations import answer_representation, record_representation, review_recovery
from opennrm.cases.queries import clocks_of
from opennrm.cases.second_stage import second_stage_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.conclusive_grounds import Purpose
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.referrals.rules import rules_for
from opennrm.web.cases import recovery_forms, recovery_page
from opennrm.web.cases.seeing import seen
from opennrm.web.cases.typed_day import day_in, number_in
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_again, token_in
from opennrm.web.versions import version_in

TOOK_PART = Refusal("no_answer", "Choose whether it was discussed with them.", "house", "took_part")


@page(needs=Permission.SEE_CASES)
def recovery(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything about recovery on one page."""
    read = seen(request, reference)
    clocks, stage = clocks_of(read.id), second_stage_of(read.id)
    version = rules_for(read.profile, read.received_on, request.at)
    shown = recovery_page.recovery(read, clocks, stage, request.actor, legal_day(request.at), version)
    return render(request, "cases/recovery.html", shown)


@page(needs=Permission.DECIDE)
def end(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Ending it is done from its page; when it is refused, this says why."""
    read = seen(request, reference)
    return render(request, "cases/refused.html", {"reference": read.reference, "errors": errors})


@end.post
def end_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """End it."""
    end_recovery(reference, seen=version_in(request.POST), by=request.actor, at=request.at)
    return redirect("case", reference=reference)


@page(needs=Permission.DECIDE)
def consulted(
    request: SignedInRequest, reference: str, purpose: Purpose, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Say with whom the case was discussed, for the second decision or for the review, and what they said."""
    read = seen(request, reference)
    return render(request, "cases/form.html", recovery_forms.consultation(read, purpose, typed, errors))


@consulted.post
def consulted_post(request: SignedInRequest, reference: str, purpose: Purpose) -> HttpResponse:
    """Keep it."""
    took_part = request.POST.get("took_part", "")
    if took_part not in ("yes", "no"):
        raise Refused(TOOK_PART)
    record_consultation(
        reference,
        purpose=purpose,
        with_whom=request.POST.get("with_whom", ""),
        took_part=took_part == "yes",
        said=request.POST.get("said", ""),
        on=day_in(request.POST, "on"),
        by=request.actor,
        at=request.at,
        token=token_in(request.POST),
    )
    return redirect("recovery", reference=reference)


@page(needs=Permission.DECIDE)
def extend(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """By how many days recovery is extended, and why."""
    read = seen(request, reference)
    return render(request, "cases/form.html", recovery_forms.extension(read, typed, errors))


@extend.post
def extend_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Extend it."""
    extend_recovery(
        reference,
        by_days=number_in(request.POST.get("days", "")),
        reason=request.POST.get("reason", ""),
        words=request.POST.get("words", ""),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("recovery", reference=reference)


@page(needs=Permission.OVERRIDE_BARS)
def override(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Which bar may be crossed, and why."""
    read = seen(request, reference, Permission.OVERRIDE_BARS)
    return render(request, "cases/form.html", recovery_forms.override(read, typed, errors))


@override.post
def override_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Give leave to cross it."""
    rule, _, reason = request.POST.get("reason", "").partition(":")
    words = request.POST.get("words", "")
    told: dict[str, Any] = {"by": request.actor, "at": request.at, "token": token_in(request.POST)}
    override_bar(reference, rule=rule, reason=reason, words=words, **told)
    return redirect("recovery", reference=reference)


@page(needs=Permission.ADD_EVIDENCE)
def represent(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What somebody put about the person's recovery."""
    read = seen(request, reference)
    return render(request, "cases/form.html", recovery_forms.representation(read, token_again(typed), typed, errors))


@represent.post
def represent_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Keep it."""
    record_representation(
        reference,
        source=request.POST.get("source", ""),
        text=request.POST.get("text", ""),
        received_on=day_in(request.POST, "received_on"),
        token=token_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("recovery", reference=reference)


@page(needs=Permission.DECIDE)
def answer(
    request: SignedInRequest, reference: str, representation_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """What was put, and how it is answered."""
    read = seen(request, reference)
    put = next((each for each in second_stage_of(read.id).representations if each.id == representation_id), None)
    if put is None:
        raise NotYours
    return render(request, "cases/form.html", recovery_forms.answer(read, put, typed, errors))


@answer.post
def answer_post(request: SignedInRequest, reference: str, representation_id: UUID) -> HttpResponse:
    """Answer it."""
    answer_representation(
        reference,
        representation_id,
        outcome=request.POST.get("outcome", ""),
        answer=request.POST.get("answer", ""),
        by=request.actor,
        at=request.at,
    )
    return redirect("recovery", reference=reference)


@page(needs=Permission.DECIDE)
def review(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What those who were contacted say, and what the review found."""
    read = seen(request, reference)
    shown = recovery_forms.review(read, second_stage_of(read.id), typed, errors)
    return render(request, "cases/form.html", shown)


@review.post
def review_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Conclude it."""
    review_recovery(
        reference,
        outcome=request.POST.get("outcome", ""),
        words=request.POST.get("words", ""),
        seen=version_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    return redirect("recovery", reference=reference)
