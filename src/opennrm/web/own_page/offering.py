"""Giving a person a page of their own, with them sitting beside, and closing it again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from opennrm.cases.actions.own_pages import Offer, end_own_page, offer_own_page
from opennrm.cases.own_pages import OwnPageRow, own_page_of
from opennrm.mechanism.own_page import EndedBecause
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases import seeing
from opennrm.web.cases.choosing import one_of, written
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.referrals import sent
from opennrm.web.tokens import token_again, token_in

AGREED = (("yes", "The person is with me, was told what the page is, and wants it"),)
HOW = (
    ("spoken", "They said so"),
    ("through_interpreter", "Through an interpreter"),
    ("signed", "They signed"),
)
KINDS = (("word", "A word"), ("date", "A date"), ("number", "A number"))
ENDS = (
    ("asked", "The person asked for it"),
    ("not_safe", "Somebody else may have the code, or it is not safe"),
)
WHY = {
    EndedBecause.ASKED: "the person asked for it",
    EndedBecause.NOT_SAFE: "it was not safe any more",
    EndedBecause.RENEWED: "there is a new code",
    EndedBecause.TOO_MANY_TRIES: "too many wrong tries with its code",
}


@page(needs=Permission.OFFER_OWN_PAGE)
def of_referral(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Giving the person whom one referred their page."""
    return _offer(request, reference, True, typed, errors)


@of_referral.post
def of_referral_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Make the code, and show it, this once."""
    return _offered(request, reference, True)


@page(needs=Permission.GIVE_OWN_PAGE)
def of_case(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Giving the person of a case their page."""
    return _offer(request, reference, False, typed, errors)


@of_case.post
def of_case_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Make the code, and show it, this once."""
    return _offered(request, reference, False)


@page(needs=Permission.OFFER_OWN_PAGE)
def end_of_referral(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Why it is closed, by who referred."""
    return _end(request, reference, True, typed, errors)


@end_of_referral.post
def end_of_referral_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Close it, now."""
    return _ended(request, reference, True)


@page(needs=Permission.GIVE_OWN_PAGE)
def end_of_case(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Why it is closed, in the case."""
    return _end(request, reference, False, typed, errors)


@end_of_case.post
def end_of_case_post(request: SignedInRequest, reference: str) -> HttpResponseBase:
    """Close it, now."""
    return _ended(request, reference, False)


def _offer(request: SignedInRequest, reference: str, referred: bool, typed: Any, errors: Any) -> HttpResponse:
    _seen(request, reference, referred)
    row = own_page_of(reference)
    is_open = row is not None and row.ended_at is None
    prefix = "end_referral_own_page" if referred else "end_case_own_page"
    shown = {
        "reference": reference,
        "back_href": _back(reference, referred),
        "line": _line(row),
        "end_href": reverse(prefix, kwargs={"reference": reference}) if is_open else None,
        "errors": errors,
        "token": token_again(typed),
        "fields": [
            one_of("agreed", "Does the person want it?", AGREED, typed, errors),
            one_of("how", "How did they say so?", HOW, typed, errors),
            one_of("kind", "What will they remember besides the code?", KINDS, typed, errors, KIND_HINT),
            written("chosen", "What did they choose?", typed, errors, CHOSEN_HINT),
        ],
    }
    return render(request, "own_page/offer.html", shown)


KIND_HINT = "Their own choice, and nothing that anybody else knows: no name, no birthday, nothing of this referral."
CHOSEN_HINT = "They can type it themselves. It is not shown again, to nobody. A date in digits: day, month, year."


def _offered(request: SignedInRequest, reference: str, referred: bool) -> HttpResponseBase:
    sent_with = request.POST
    asked = Offer(
        agreed=sent_with.get("agreed") == "yes",
        how=sent_with.get("how", ""),
        kind=sent_with.get("kind", ""),
        chosen=sent_with.get("chosen", ""),
    )
    token = token_in(sent_with)
    code = offer_own_page(reference, asked, token=token, referred=referred, by=request.actor, at=request.at)
    kinds = {"word": _("the word you chose"), "date": _("the date you chose"), "number": _("the number you chose")}
    shown = {
        "code": code,
        "address": settings.OWN_PAGE_ADDRESS,
        "second": kinds[asked.kind],
        "back_href": _back(reference, referred),
    }
    return render(request, "own_page/slip.html", shown)


def _end(request: SignedInRequest, reference: str, referred: bool, typed: Any, errors: Any) -> HttpResponse:
    _seen(request, reference, referred)
    shown = {
        "reference": reference,
        "back_href": reverse(_name(referred), kwargs={"reference": reference}),
        "errors": errors,
        "fields": [one_of("because", "Why is it closed?", ENDS, typed, errors)],
    }
    return render(request, "own_page/close.html", shown)


def _ended(request: SignedInRequest, reference: str, referred: bool) -> HttpResponseBase:
    because = request.POST.get("because", "")
    end_own_page(reference, because=because, referred=referred, by=request.actor, at=request.at)
    return redirect(_name(referred), reference=reference)


def _seen(request: SignedInRequest, reference: str, referred: bool) -> None:
    if referred:
        sent.seen(request, reference)
    else:
        seeing.seen(request, reference, Permission.GIVE_OWN_PAGE)


def _name(referred: bool) -> str:
    return "referral_own_page" if referred else "case_own_page"


def _back(reference: str, referred: bool) -> str:
    return reverse("referral" if referred else "case", kwargs={"reference": reference})


def _line(row: OwnPageRow | None) -> str:
    if row is None:
        return "The person has no page of their own."
    given = f"The person was given a page of their own on {wording.moment(row.offered_at)}."
    if row.ended_at is None:
        return f"{given} A new code closes it."
    return f"{given} It was closed on {wording.moment(row.ended_at)}: {WHY[EndedBecause(row.ended_because)]}."
