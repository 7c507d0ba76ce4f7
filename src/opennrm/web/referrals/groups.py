"""Another person of the same family or group: what is taken over, the button that begins, and who else is in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.partners.roles import Permission
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.groups import shared_answers
from opennrm.referrals.groups import start_after_draft, start_after_referral
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals.drafting import seen_draft
from opennrm.web.referrals.presenters import first_slug
from opennrm.web.referrals.sent import seen
from opennrm.web.tokens import token_again, token_in


@page(needs=Permission.REFER)
def after_draft(request: SignedInRequest, draft_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What the next person starts from after a draft."""
    read = seen_draft(request, draft_id)
    if read.reference:
        return redirect("another_after_referral", reference=read.reference)
    return _shown(request, read.answers, reverse("draft", kwargs={"draft_id": draft_id}), typed, errors)


@after_draft.post
def after_draft_post(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Begin."""
    begun = start_after_draft(draft_id, token=token_in(request.POST), by=request.actor, at=request.at)
    return redirect("question", draft_id=begun, slug=first_slug())


@page(needs=Permission.REFER)
def after_referral(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What the next person starts from after a referral that was sent."""
    read = seen(request, reference)
    return _shown(request, read.answers, reverse("referral", kwargs={"reference": reference}), typed, errors)


@after_referral.post
def after_referral_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Begin."""
    begun = start_after_referral(reference, token=token_in(request.POST), by=request.actor, at=request.at)
    return redirect("question", draft_id=begun, slug=first_slug())


def _shown(request: SignedInRequest, answers: Mapping[str, Any], back: str, typed: Any, errors: Any) -> HttpResponse:
    shared = shared_answers(answers)
    asked = [placed.question.ask for placed in CATALOGUE.placed if placed.question.key in shared]
    shown = {"asked": asked, "back_to": back, "token": token_again(typed), "errors": errors}
    return render(request, "referrals/another.html", shown)
