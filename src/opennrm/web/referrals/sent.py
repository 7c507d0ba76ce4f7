"""Referrals that were sent: the list, one of them, its confirmation and its printable receipt."""

from __future__ import annotations

from django.http import HttpResponse

from opennrm.audit.record import announce
from opennrm.cases.queries import authority_of, standing_of
from opennrm.mechanism.events import ReferralViewed
from opennrm.notifications.kinds import Audience, LetterKind
from opennrm.notifications.letters import render_letter
from opennrm.partners.roles import Permission
from opennrm.referrals.queries import ReferralRead, drafts_of, referral_for, referrals_of
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals import presenters


@page(needs=Permission.SEE_OWN_REFERRALS)
def referrals(request: SignedInRequest) -> HttpResponse:
    """The drafts of the team, and what the organisation has sent and where it stands."""
    sent = referrals_of(request.actor)
    standings = standing_of([row.reference for row in sent])
    return render(
        request, "referrals/referrals.html", presenters.referral_list(drafts_of(request.actor), sent, standings)
    )


@page(needs=Permission.SEE_OWN_REFERRALS)
def referral(request: SignedInRequest, reference: str) -> HttpResponse:
    """A referral as it was sent, and where its case stands."""
    read = _seen(request, reference)
    standing = standing_of([reference]).get(reference)
    return render(request, "referrals/referral.html", presenters.referral_page(read, standing))


@page(needs=Permission.SEE_OWN_REFERRALS)
def confirmation(request: SignedInRequest, reference: str) -> HttpResponse:
    """Said at once after sending: the reference, and what happens next."""
    read = _seen(request, reference)
    return render(request, "referrals/sent.html", presenters.confirmation(read))


@page(needs=Permission.SEE_OWN_REFERRALS)
def receipt(request: SignedInRequest, reference: str) -> HttpResponse:
    """The receipt, to print or keep."""
    read = _seen(request, reference)
    made = render_letter(
        LetterKind.REFERRAL_RECEIPT, Audience.FIRST_RESPONDER, presenters.receipt_content(read, authority_of(reference))
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="receipt-{reference}.pdf"'
    return response


def _seen(request: SignedInRequest, reference: str) -> ReferralRead:
    read = referral_for(request.actor, reference, at=request.at)
    announce(ReferralViewed(subject=reference, case=reference), at=request.at, by=request.actor.account_id)
    return read
