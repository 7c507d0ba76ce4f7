"""Changing the way by which letters of a case reach the person."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.cases.actions.safe_ways import change_safe_way
from opennrm.mechanism.serving import may_be_served
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.roles import Permission
from opennrm.web.cases.choosing import one_of, written
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

WAYS = (("post", "By post"), ("hand_over", "Handed over by who referred"))
CONFIRMED = (("yes", "I made sure that it is safe, and that the person permits it where it goes to somebody else"),)


@page(needs=Permission.DECIDE)
def safe_way(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Who receives the letters from now on, and how."""
    read = seen(request, reference, Permission.DECIDE)
    audiences = [(each.value, each.words.capitalize()) for each in may_be_served(ReferralKind(read.kind))]
    shown = {
        "reference": reference,
        "errors": errors,
        "fields": [
            one_of("audience", "Who receives the letters?", audiences, typed, errors),
            written("name", "Their name", typed, errors, "Needed where it is not the person themselves."),
            one_of("channel", "How do letters reach them?", WAYS, typed, errors),
            written("lines", "Address, for the post", typed, errors, "Never the address of a safe house.", rows=4),
            one_of("confirmed", "Is this way safe?", CONFIRMED, typed, errors),
        ],
    }
    return render(request, "cases/safe_way.html", shown)


@safe_way.post
def safe_way_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Record it, and redirect what waits."""
    sent = request.POST
    change_safe_way(
        reference,
        audience=sent.get("audience", ""),
        channel=sent.get("channel", ""),
        name=sent.get("name", ""),
        lines=sent.get("lines", "").splitlines(),
        confirmed=sent.get("confirmed") == "yes",
        by=request.actor,
        at=request.at,
    )
    return redirect("case", reference=reference)
