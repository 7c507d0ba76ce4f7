"""The page of a sent referral that shows where the person can be found or reached, once whoever referred asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from opennrm.partners.roles import Permission
from opennrm.questions.whereabouts import Kept
from opennrm.referrals.queries import ReferralRead, referral_for
from opennrm.referrals.revealing import kept_of_referral, reveal_in_referral
from opennrm.web.budget import count_person
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.hidden import rows_of, whereabouts_page
from opennrm.web.referrals.sent import seen


@page(needs=Permission.SEE_OWN_REFERRALS, confirmed=True)
def whereabouts(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What is kept, and nothing of what it says, whatever was sent before."""
    return _shown(request, seen(request, reference), errors=errors)


@whereabouts.post
def whereabouts_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show what was asked for, in this one answer."""
    read = referral_for(request.actor, reference, at=request.at)
    count_person(request, read.person_id)
    asked = reveal_in_referral(reference, what=request.POST.get("what", ""), by=request.actor, at=request.at)
    return _shown(request, read, asked)


def _shown(
    request: SignedInRequest, read: ReferralRead, asked: list[Kept] | None = None, errors: Any = ()
) -> HttpResponse:
    rows, back = rows_of(kept_of_referral(read), asked or ()), reverse("referral", kwargs={"reference": read.reference})
    return whereabouts_page(request, read.reference, rows, back, shown=asked is not None, errors=errors)
