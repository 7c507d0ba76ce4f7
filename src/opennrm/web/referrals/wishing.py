"""What the first responder records of a person they referred: that they want to withdraw, or to stay at 18."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from opennrm.audit.record import announce
from opennrm.cases.actions.growing_up import record_consent_to_stay
from opennrm.cases.actions.withdrawing import record_wish_to_withdraw
from opennrm.mechanism.events import ReferralViewed
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.partners.roles import Permission
from opennrm.questions.question import Page
from opennrm.referrals.queries import ReferralRead, referral_for
from opennrm.referrals.rules import rules_for, rules_for_new_case
from opennrm.web.cases.age_questions import consent_in, stay_page
from opennrm.web.cases.interrupting import withdrawal_in
from opennrm.web.cases.move_questions import withdraw_page
from opennrm.web.cases.moving import answered, fields_of
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_again, token_in


@page(needs=Permission.RECORD_WISHES, of_several=("language",))
def withdraw(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Record that the person wants to withdraw; it waits until the competent authority confirms it."""
    fields = fields_of(_page(_seen(request, reference), request), typed, errors, request, caption=reference)
    shown = {"reference": reference, "fields": fields, "errors": errors, "token": token_again(typed)}
    return render(request, "referrals/withdraw.html", shown)


@withdraw.post
def withdraw_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Keep it, and tell those who hold the case."""
    read = referral_for(request.actor, reference, at=request.at)
    clean = answered(_page(read, request), request)
    clean.typed["token"] = request.POST.getlist("token")
    if clean.errors:
        return withdraw.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    token = token_in(request.POST)
    record_wish_to_withdraw(reference, withdrawal_in(clean), token=token, by=request.actor, at=request.at)
    return redirect("referral", reference=reference)


@page(needs=Permission.RECORD_WISHES, of_several=("language",))
def stay(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Record that a child wants to stay in the mechanism as an adult."""
    read = _seen(request, reference)
    fields = fields_of(stay_page(_version(read, request)), typed, errors, request, caption=reference)
    shown = {"reference": reference, "fields": fields, "errors": errors, "token": token_again(typed)}
    return render(request, "referrals/stay.html", shown)


@stay.post
def stay_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Keep the consent; it takes effect by rule, from the 18th birthday on."""
    read = referral_for(request.actor, reference, at=request.at)
    clean = answered(stay_page(_version(read, request)), request)
    clean.typed["token"] = request.POST.getlist("token")
    if clean.errors:
        return stay.again(request, reference=reference, typed=clean.typed, errors=clean.errors)
    token = token_in(request.POST)
    record_consent_to_stay(reference, consent_in(clean), token=token, by=request.actor, at=request.at)
    return redirect("referral", reference=reference)


def _seen(request: SignedInRequest, reference: str) -> ReferralRead:
    read = referral_for(request.actor, reference, at=request.at)
    announce(ReferralViewed(subject=reference, case=reference), at=request.at, by=request.actor.account_id)
    return read


def _page(read: ReferralRead, request: SignedInRequest) -> Page:
    return withdraw_page(_version(read, request), through_responder=True)


def _version(read: ReferralRead, request: SignedInRequest) -> ProfileVersion:
    return rules_for(rules_for_new_case(read.received_on).profile, read.received_on, request.at)
