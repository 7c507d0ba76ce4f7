"""The page of a referral's versions, the same for whoever sent it and for who holds its case."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse

from opennrm.referrals.queries import ReferralRead
from opennrm.referrals.versions import versions_of
from opennrm.web.answered import answered_sections
from opennrm.web.corrections import corrections_page
from opennrm.web.door import SignedInRequest
from opennrm.web.jinja import render


def versions_shown(request: SignedInRequest, read: ReferralRead, back_name: str, *, may_reveal: bool) -> HttpResponse:
    """The page of versions, for the one side or the other; it leads back to the page named `back_name`."""
    found = versions_of(read.reference)
    sent = answered_sections(replace(read, answers=found[0].answers), may_reveal=may_reveal)
    shown = {**corrections_page(read, found), "back_name": back_name, "sections": sent}
    return render(request, "corrections.html", shown)
