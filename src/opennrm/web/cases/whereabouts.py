"""The page of a case that shows where the person can be found or reached, once somebody who may asked for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from opennrm.cases.actions.revealing import reveal_in_case
from opennrm.cases.queries import CaseRead
from opennrm.cases.revealing import kept_of_case, may_reveal
from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.questions.whereabouts import Kept
from opennrm.referrals.queries import referral_read, safe_ways_of
from opennrm.web.budget import count_person
from opennrm.web.cases.ids import NO_UUID, uuid_in
from opennrm.web.cases.seeing import openable, seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.hidden import rows_of, whereabouts_page


@page(needs=Permission.SHOW_WHEREABOUTS, confirmed=True)
def whereabouts(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What is kept, and nothing of what it says, whatever was sent before."""
    read = seen(request, reference)
    if not may_reveal(read, request.actor):
        raise NotYours
    return _shown(request, read, errors=errors)


@whereabouts.post
def whereabouts_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show what was asked for, in this one answer."""
    read, because = openable(request, reference)
    count_person(request, read.person_id)
    what = request.POST.get("what", "")
    asked = reveal_in_case(reference, what=what, because=because, by=request.actor, at=request.at)
    return _shown(request, read, asked)


def _shown(request: SignedInRequest, read: CaseRead, asked: list[Kept] | None = None, errors: Any = ()) -> HttpResponse:
    kept = kept_of_case(referral_read(read.reference), safe_ways_of(read.person_id))
    rows, back = rows_of(kept, asked or ()), _back(request, read.reference)
    return whereabouts_page(request, read.reference, rows, back, shown=asked is not None, errors=errors)


def _back(request: SignedInRequest, reference: str) -> str:
    """To the case, or to the form that sends a letter again, from which somebody asked."""
    letter_id = uuid_in(request.POST.get("letter", ""))
    if letter_id == NO_UUID:
        return reverse("case", kwargs={"reference": reference})
    return reverse("resend_letter", kwargs={"reference": reference, "letter_id": letter_id})
