"""What the first responder records of a person they referred: that they want to withdraw."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.audit.once import form_token
from opennrm.audit.record import announce
from opennrm.cases.actions.withdrawing import record_wish_to_withdraw
from opennrm.mechanism.events import ReferralViewed
from opennrm.partners.roles import Permission
from opennrm.questions.question import Page
from opennrm.referrals.queries import ReferralRead, referral_for
from opennrm.referrals.rules import rules_for, rules_for_new_case
from opennrm.web.cases.interrupting import withdrawal_in
from opennrm.web.cases.move_questions import withdraw_page
from opennrm.web.cases.moving import answered, fields_of
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render


@page(needs=Permission.RECORD_WISHES)
def withdraw(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Record that the person wants to withdraw; it waits until the competent authority confirms it."""
    read = referral_for(request.actor, reference, at=request.at)
    announce(ReferralViewed(subject=reference, case=reference), at=request.at, by=request.actor.account_id)
    token = typed["token"][0] if typed and typed.get("token") else form_token()
    fields = fields_of(_page(read, request), typed, errors, request)
    return render(request, "referrals/withdraw.html", {"reference": reference, "fields": fields, "token": token})


@withdraw.post
def withdraw_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Keep it, and tell those who hold the case."""
    read = referral_for(request.actor, reference, at=request.at)
    clean = answered(_page(read, request), request)
    clean.typed["token"] = request.POST.getlist("token")
    if clean.errors:
        return withdraw.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    token = request.POST.get("token", "")[:64] or form_token()
    record_wish_to_withdraw(reference, withdrawal_in(clean), token=token, by=request.actor, at=request.at)
    return redirect("referral", reference=reference)


def _page(read: ReferralRead, request: SignedInRequest) -> Page:
    profile = rules_for_new_case(read.received_on).profile
    return withdraw_page(rules_for(profile, read.received_on, request.at), through_responder=True)
