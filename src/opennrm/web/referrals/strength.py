"""What makes a referral strong, while it is written: what the guidance asks for, what is there, and why it matters."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.partners.roles import Permission
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.quality import quality_of
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals.criteria_rows import in_rows
from opennrm.web.referrals.drafting import seen_draft


@page(needs=Permission.REFER)
def strength(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Each criterion of a draft and how it stands; nothing on it stands in the way of sending."""
    read = seen_draft(request, draft_id)
    if read.reference:
        return redirect("referral", reference=read.reference)
    judged = quality_of(CATALOGUE, read.answers)
    return render(request, "referrals/strength.html", {"draft_id": draft_id, **in_rows(draft_id, judged)})
