"""Correcting a list of a sent referral: its entries, one of them to be corrected or taken out, and one more."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.mechanism.calendar import legal_day
from opennrm.partners.roles import Permission
from opennrm.questions.entries import ID_FORM, entry_of, page_of_entry
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.inputs import as_submitted
from opennrm.questions.journey import pages_that_apply
from opennrm.questions.question import Page, Question
from opennrm.questions.summary import entry_lines
from opennrm.questions.whereabouts import whereabouts_of
from opennrm.referrals.correcting import LONGEST_REASON, correct_entry
from opennrm.referrals.queries import ReferralRead
from opennrm.web import wording
from opennrm.web.form_fields import Fields
from opennrm.web.forms import page_of_questions
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals.sent import seen
from opennrm.web.sent_once import OF_SEVERAL
from opennrm.web.tokens import token_again, token_in
from opennrm.web.versions import version_in

WHY = f"The competent authority reads it beside what you correct. {LONGEST_REASON:,} characters at most."
TAKEN_OUT = (("yes", "Take it out: it should not have been told"),)


def show_entries(request: HttpRequest, read: ReferralRead, asked: Page, listed: Question) -> HttpResponse:
    """The entries of a list as they stand, each to be corrected, and the way to one more."""
    entries = read.answers.get(listed.key, [])
    called = listed.entry[:1].upper() + listed.entry[1:]
    shown = {
        "reference": read.reference,
        "title": asked.title,
        "one": listed.entry,
        "rows": [
            wording.row(
                f"{called} {place}",
                *entry_lines(listed, _told(listed, entry)),
                href=_address(read.reference, asked, entry["id"]),
                change=f"{listed.entry} {place}",
            )
            for place, entry in enumerate(entries, start=1)
        ],
        # The id of an entry that is yet to be written: sent twice, its form makes one entry.
        "add": _address(read.reference, asked, secrets.token_hex(4)) if len(entries) < listed.many else None,
    }
    return render(request, "referrals/correct_list.html", shown)


@page(needs=Permission.REFER, of_several=OF_SEVERAL)
def correct_one(
    request: SignedInRequest, reference: str, slug: str, entry_id: str, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """One entry as it stands, to be corrected or taken out, and room for the reason."""
    read = seen(request, reference)
    asked, listed = _list_or_404(read, slug, entry_id)
    known = entry_of(read.answers.get(listed.key, []), entry_id)
    of_entry = page_of_entry(listed)
    titled = replace(of_entry, title=f"{'Correct' if known else 'Add'}: {listed.entry}")
    more = Fields(typed, errors)
    shown = {
        "reference": reference,
        "title": titled.title,
        "back_to": reverse("correct_referral_page", kwargs={"reference": reference, "slug": asked.slug}),
        "version": (typed or {}).get("version", [str(read.version)])[0],
        "token": token_again(typed),
        "errors": errors,
        "hides": known is not None and any(whereabouts_of(field) for field in listed.fields),
        "fields": page_of_questions(
            titled,
            _standing(listed, known or {}) if typed is None else typed,
            errors,
            answers={},
            on=legal_day(request.at),
            caption=reference,
        ),
        "taken_out": more.checkboxes("taken_out", "Should it not be there at all?", TAKEN_OUT) if known else "",
        "reason": more.text("reason", "Why do you correct it?", WHY, rows=4),
    }
    return render(request, "referrals/correct_page.html", shown)


@correct_one.post
def correct_one_post(request: SignedInRequest, reference: str, slug: str, entry_id: str) -> HttpResponse:
    """Keep it as a new version; what stood before stays readable."""
    sent = dict(request.POST.lists())
    corrected = correct_entry(
        reference,
        slug,
        entry_id,
        sent,
        is_removed=request.POST.get("taken_out") == "yes",
        reason=request.POST.get("reason", ""),
        seen=version_in(request.POST),
        token=token_in(request.POST),
        by=request.actor,
        at=request.at,
    )
    if corrected.page.errors:
        return correct_one.again(  # type: ignore[return-value]
            request, reference=reference, slug=slug, entry_id=entry_id, typed=sent, errors=corrected.page.errors
        )
    return redirect("referral_versions", reference=reference)


def _list_or_404(read: ReferralRead, slug: str, entry_id: str) -> tuple[Page, Question]:
    catalogue = catalogue_from_data(read.catalogue)
    asked = next((each for each in pages_that_apply(catalogue, read.answers) if each.slug == slug), None)
    if asked is None or asked.entries is None or not ID_FORM.fullmatch(entry_id):
        raise Http404
    return asked, asked.entries


def _told(listed: Question, entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry without what tells where the person is."""
    hidden = {field.key for field in listed.fields if whereabouts_of(listed) or whereabouts_of(field)}
    return {key: value for key, value in entry.items() if key not in hidden}


def _standing(listed: Question, known: Mapping[str, Any]) -> dict[str, list[str]]:
    told, typed = _told(listed, known), dict[str, list[str]]()
    for field in listed.fields:
        if field.key in told:
            typed |= as_submitted(field, told[field.key])
    return typed


def _address(reference: str, asked: Page, entry_id: str) -> str:
    parts = {"reference": reference, "slug": asked.slug, "entry_id": entry_id}
    return reverse("correct_referral_entry", kwargs=parts)
