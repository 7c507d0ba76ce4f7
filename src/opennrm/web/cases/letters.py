"""The pages of a case's letters: one letter and how it went, sending it again, and what would be written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.actions.resending import resend_letter, ways_now
from opennrm.cases.previews import preview_pdf, previews_of
from opennrm.cases.queries import CaseRead
from opennrm.cases.revealing import kept_of_ways, may_reveal
from opennrm.notifications.deliveries import LetterRead, letter_with_deliveries
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import safe_ways_of
from opennrm.web.cases.choosing import one_of
from opennrm.web.cases.letter_rows import again_fields, letter_page, preview_page
from opennrm.web.cases.seeing import seen
from opennrm.web.files import pdf_named
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.hidden import hidden_row
from opennrm.web.jinja import render


@page(needs=Permission.SEE_LETTERS)
def letter_state(request: SignedInRequest, reference: str, letter_id: UUID) -> HttpResponse:
    """A letter: what it is, to whom, and every time it was sent."""
    read = seen(request, reference)
    found = _letter(letter_id, reference)
    may_resend = Permission.RESEND_LETTERS in request.actor.permissions_in(read.owner_team_id)
    return render(request, "cases/letter.html", letter_page(reference, found, may_resend))


@page(needs=Permission.RESEND_LETTERS)
def again(
    request: SignedInRequest, reference: str, letter_id: UUID, typed: Any = None, errors: Any = ()
) -> HttpResponse:
    """Choose why a letter is sent again, and by which way that is safe now."""
    read = seen(request, reference, Permission.RESEND_LETTERS)
    found = _letter(letter_id, reference)
    fields = again_fields(ways_now(read.id, found))
    shown = {
        "reference": reference,
        "letter_id": letter_id,
        "title": found.title,
        "errors": errors,
        "no_way": not fields["way"],
        **_hidden(read, found, request.actor),
        "fields": [
            one_of("because", "Why is it sent again?", fields["because"], typed, errors),
            one_of("way", "By which way?", fields["way"], typed, errors),
        ],
    }
    return render(request, "cases/letter_again.html", shown)


@again.post
def again_post(request: SignedInRequest, reference: str, letter_id: UUID) -> HttpResponse:
    """Send it again."""
    way, because = request.POST.get("way", ""), request.POST.get("because", "")
    resend_letter(reference, letter_id, way=way, because=because, by=request.actor, at=request.at)
    return redirect("letter_state", reference=reference, letter_id=letter_id)


@page(needs=(Permission.DECIDE, Permission.CHECK_DECISIONS))
def previews(request: SignedInRequest, reference: str) -> HttpResponse:
    """Which letters the decision that is open would write, for each outcome. Nothing is written by looking."""
    seen(request, reference)
    return render(request, "cases/letter_previews.html", preview_page(reference, previews_of(reference, request.at)))


@page(needs=(Permission.DECIDE, Permission.CHECK_DECISIONS), costly=True)
def preview(request: SignedInRequest, reference: str, outcome: str, number: int) -> HttpResponse:
    """One of them as PDF, with "not sent" across every sheet."""
    seen(request, reference)
    return pdf_named(reference, preview_pdf(reference, outcome, number, request.at))


def _hidden(read: CaseRead, letter: LetterRead, actor: Actor) -> dict[str, Any]:
    """Where the ways to a person lead, to be asked for; not so to an organisation, whose name stands there."""
    may_show = may_reveal(read, actor)
    ways = kept_of_ways(safe_ways_of(read.person_id)) if letter.organisation_id is None else []
    return {
        "ways": [hidden_row(each.label, each.what, may_reveal=may_show) for each in ways],
        "show_hidden_href": reverse("whereabouts", kwargs={"reference": read.reference}) if may_show and ways else "",
        "show_hidden_from": letter.id,
    }


def _letter(letter_id: UUID, reference: str) -> LetterRead:
    found = letter_with_deliveries(letter_id, reference)
    if found is None:
        raise NotYours
    return found
