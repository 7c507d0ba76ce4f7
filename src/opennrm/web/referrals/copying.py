"""Copies on paper: of a sent referral, and of a draft to be read through; sending the form is what makes one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from opennrm.partners.roles import Permission
from opennrm.referrals.copies import copy_of_draft, copy_of_referral
from opennrm.referrals.queries import referral_for
from opennrm.web.budget import count_person
from opennrm.web.files import pdf_named
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals.drafting import seen_draft
from opennrm.web.referrals.sent import seen

WITH = "with_whereabouts"
WHAT = (
    ("without", "Without where the person can be found or reached"),
    (WITH, "With everything"),
)


@page(needs=Permission.SEE_OWN_REFERRALS, confirmed=True, costly=True)
def copy(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say what a copy of a referral holds, and ask what is wanted in it."""
    seen(request, reference)
    shown = {
        "reference": reference,
        "title": "Print or save a copy",
        "back_to": reverse("referral", kwargs={"reference": reference}),
        "back_words": "Back to the referral",
        "lines": (
            "It holds every answer of the referral, names included. That you made it is recorded.",
            "Leave no copy where somebody who could harm the person finds it, on a shared computer or at a printer.",
        ),
        "errors": errors,
        "fields": [Fields(typed, errors, {"what": "without"}).radios("what", "What should be in it?", WHAT)],
        "button": "Make the copy (PDF)",
    }
    return render(request, "cases/form.html", shown)


@copy.post
def copy_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Make it, and send it as a file."""
    count_person(request, referral_for(request.actor, reference, at=request.at).person_id)
    with_whereabouts = request.POST.get("what") == WITH
    made = copy_of_referral(reference, with_whereabouts=with_whereabouts, by=request.actor, at=request.at)
    return pdf_named(reference, made)


@page(needs=Permission.REFER, confirmed=True, costly=True)
def draft_copy(request: SignedInRequest, draft_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say what a copy of a draft is for."""
    seen_draft(request, draft_id)
    shown = {
        "reference": "",
        "title": "Print or save a copy of the draft",
        "back_to": reverse("draft", kwargs={"draft_id": draft_id}),
        "back_words": "Back to the draft",
        "lines": (
            "To read it through with the person before it is sent. It holds every answer so far. That you made it is "
            "recorded.",
            "Ask whether they want to keep the paper. If it is not safe to, keep it for them or destroy it.",
        ),
        "errors": errors,
        "fields": [],
        "button": "Make the copy (PDF)",
    }
    return render(request, "cases/form.html", shown)


@draft_copy.post
def draft_copy_post(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Make it, and send it as a file."""
    return pdf_named("draft", copy_of_draft(draft_id, by=request.actor, at=request.at))
