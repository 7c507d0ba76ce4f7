"""The messages between whoever referred and the team that holds the case, as who referred reads and writes them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.cases.actions.partner_messages import read_as_referrer, write_to_authority
from opennrm.cases.partner_messages import Side, latest_messages
from opennrm.partners.roles import Permission
from opennrm.web.cases.messages import READ, messages_page
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals.sent import seen
from opennrm.web.tokens import token_in


@page(needs=Permission.ANSWER_QUESTIONS)
def of_referral(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What was written both ways, the newest first, and a form for more."""
    seen(request, reference)
    shown = messages_page(latest_messages(reference), Side.REFERRER, typed, errors)
    return render(request, "cases/messages.html", {"reference": reference, "back_name": "referral", **shown})


@of_referral.post
def of_referral_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Write, or say that what there is was read."""
    if request.POST.get("what") == READ:
        read_as_referrer(reference, by=request.actor, at=request.at)
    else:
        text, token = request.POST.get("text", ""), token_in(request.POST)
        write_to_authority(reference, text=text, by=request.actor, at=request.at, token=token)
    return redirect("messages_of_referral", reference=reference)
