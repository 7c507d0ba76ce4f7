"""What who referred has corrected since, for whoever reads the case: old and new answers, and what was sent first."""

from __future__ import annotations

from django.http import HttpResponse

from opennrm.cases.revealing import may_reveal
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import referral_read
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.versions_page import versions_shown


@page(needs=Permission.SEE_CASES)
def corrections(request: SignedInRequest, reference: str) -> HttpResponse:
    """Every version of the referral, the last one first."""
    read = seen(request, reference)
    return versions_shown(request, referral_read(reference), "case", may_reveal=may_reveal(read, request.actor))
