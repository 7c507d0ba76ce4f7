"""Correcting a sent referral: which page, its answers as they stand, and why; and what was corrected so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.mechanism.calendar import legal_day
from opennrm.partners.roles import Permission
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import missing, pages_that_apply
from opennrm.questions.question import Page
from opennrm.questions.whereabouts import whereabouts_of
from opennrm.referrals.correcting import correct_page
from opennrm.referrals.queries import ReferralRead, referral_for
from opennrm.web.form_fields import Fields
from opennrm.web.forms import page_of_questions
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals.correcting_lists import WHY, show_entries
from opennrm.web.referrals.sent import seen
from opennrm.web.sent_once import OF_SEVERAL
from opennrm.web.tokens import token_again, token_in
from opennrm.web.versions import version_in
from opennrm.web.versions_page import versions_shown


@page(needs=Permission.REFER)
def choose(request: SignedInRequest, reference: str) -> HttpResponse:
    """Which answers to correct, page by page, and where a correction left something to be answered."""
    read = seen(request, reference)
    catalogue = catalogue_from_data(read.catalogue)
    gaps = {gap.page_slug for gap in missing(catalogue, read.answers)}
    applying = {each.slug for each in pages_that_apply(catalogue, read.answers) if each.questions}
    sections = [
        {
            "title": section.title,
            "pages": [
                {
                    "href": reverse("correct_referral_page", kwargs={"reference": reference, "slug": each.slug}),
                    "title": each.title,
                    "is_missing": each.slug in gaps,
                }
                for each in section.pages
                if each.slug in applying
            ],
        }
        for section in catalogue.sections
    ]
    return render(request, "referrals/correct.html", {"reference": reference, "sections": sections})


@page(needs=Permission.REFER, of_several=OF_SEVERAL)
def correct(request: SignedInRequest, reference: str, slug: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """The answers of one page as they stand, to be corrected, and room for the reason."""
    read = seen(request, reference)
    asked = _page_or_404(read, slug)
    if asked.entries is not None:
        if asked not in pages_that_apply(catalogue_from_data(read.catalogue), read.answers):
            raise Http404
        return show_entries(request, read, asked, asked.entries)
    reason = Fields(typed, errors)
    shown = {
        "reference": reference,
        "title": asked.title,
        "back_to": reverse("correct_referral", kwargs={"reference": reference}),
        "taken_out": "",
        "version": (typed or {}).get("version", [str(read.version)])[0],
        "token": token_again(typed),
        "errors": errors,
        "hides": any(whereabouts_of(question) for question in asked.questions),
        "fields": page_of_questions(
            asked,
            _standing(asked, read.answers) if typed is None else typed,
            errors,
            answers=read.answers,
            on=legal_day(request.at),
            caption=reference,
        ),
        "reason": reason.text("reason", "Why do you correct it?", WHY, rows=4),
    }
    return render(request, "referrals/correct_page.html", shown)


@correct.post
def correct_post(request: SignedInRequest, reference: str, slug: str) -> HttpResponse:
    """Keep it as a new version; what stood before stays readable."""
    asked = _page_or_404(referral_for(request.actor, reference, at=request.at), slug)
    if asked.entries is not None:
        return redirect("correct_referral_page", reference=reference, slug=slug)
    sent = dict(request.POST.lists())
    corrected = correct_page(
        reference,
        slug,
        sent,
        reason=request.POST.get("reason", ""),
        seen=version_in(request.POST),
        token=token_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    if corrected.page.errors:
        return correct.again(  # type: ignore[return-value]
            request, reference=reference, slug=slug, typed=sent, errors=corrected.page.errors
        )
    return redirect("referral_versions", reference=reference)


@page(needs=Permission.SEE_OWN_REFERRALS)
def versions(request: SignedInRequest, reference: str) -> HttpResponse:
    """What was corrected so far, and what was sent first."""
    return versions_shown(request, seen(request, reference), "referral", may_reveal=True)


def _page_or_404(read: ReferralRead, slug: str) -> Page:
    try:
        found = catalogue_from_data(read.catalogue).page(slug)
    except KeyError as unknown:
        raise Http404 from unknown
    if not found.questions:
        raise Http404
    return found


def _standing(asked: Page, answers: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    """The answers as they stand, without those that tell where the person is."""
    typed: dict[str, list[str]] = {}
    for question in asked.questions:
        if question.key in answers and whereabouts_of(question) is None:
            typed |= as_submitted(question, answers[question.key])
    return typed
