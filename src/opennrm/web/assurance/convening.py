"""Who convenes sees which decisions wait for reviewers, names them, and sees what reviews take and change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.assurance.actions.naming import name_reviewers
from opennrm.assurance.measuring import measured
from opennrm.assurance.queries import named_in, pool_for, review_to_convene, reviewers_of, reviews_to_convene
from opennrm.cases.independent_reviews import ReviewHead
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.assurance.presenters import ASIDE, days_waited, measured_rows, stands_at
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_again, token_in


@page(needs=Permission.CONVENE_REVIEWS)
def to_convene(request: SignedInRequest) -> HttpResponse:
    """The reviews of the actor's team, by reference: those that wait first."""
    found = reviews_to_convene(request.actor)
    named, today = named_in([each.id for each in found]), legal_day(request.at)
    rows = [
        {
            "reference": each.reference,
            "href": reverse("reviewers", kwargs={"review_id": each.id}),
            "decision": wording.code(each.kind),
            "round": str(each.round),
            "asked": wording.short_day(legal_day(each.asked_at)),
            "days": str(days_waited(each, today)),
            "named": f"{named.get(each.id, 0)} of {each.reviewers}",
            "state": stands_at(each),
        }
        for each in found
    ]
    figures = measured_rows(measured(request.actor))
    return render(request, "assurance/to_convene.html", {"rows": rows, "figures": figures})


@page(needs=Permission.CONVENE_REVIEWS, confirmed=True, of_several=("reviewer", "off"))
def reviewers(request: SignedInRequest, review_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Who was named for a review, and the form that names people of the pool."""
    head = review_to_convene(request.actor, review_id)
    pool = pool_for(head, request.at) if head.state == "asked" and not head.paused else []
    fields, named = Fields(typed, errors), reviewers_of(review_id)
    still = [(str(each.account_id), each.name) for each in named if not each.aside]
    free = [(str(each.account_id), each.name) for each in pool if each.may_not is None]
    shown = {
        "review": _told(head, legal_day(request.at)),
        "reference": head.reference,
        "off": fields.checkboxes(
            "off",
            "Who is taken off this review? (optional)",
            still,
            "Somebody who left, or does not answer. What they may have said counts for nothing; name another for them.",
        )
        if still
        else "",
        "named": [_reviewer(each.name, each.aside, declared=each.declared) for each in named],
        "barred": [f"{each.name}: {each.may_not}" for each in pool if each.may_not],
        "errors": errors,
        "token": token_again(typed),
        "field": fields.checkboxes(
            "reviewer",
            "Who reviews this decision?",
            free,
            f"{head.reviewers} people give an opinion, each for themselves. They are told that there is work for them.",
        )
        if free
        else "",
        "is_open": head.state == "asked" and not head.paused,
    }
    return render(request, "assurance/reviewers.html", shown)


@reviewers.post
def reviewers_post(request: SignedInRequest, review_id: UUID) -> HttpResponse:
    """Name them."""
    chosen, off = request.POST.getlist("reviewer"), request.POST.getlist("off")
    name_reviewers(review_id, chosen, off=off, by=request.actor, at=request.at, token=token_in(request.POST))
    return redirect("reviewers", review_id=review_id)


def _told(head: ReviewHead, today: Any) -> list[dict[str, Any]]:
    return [
        wording.row("Decision", wording.code(head.kind)),
        wording.row("Round", str(head.round)),
        wording.row("Asked on", wording.day(legal_day(head.asked_at))),
        wording.row("Days", str(days_waited(head, today))),
        wording.row("Stands at", stands_at(head)),
    ]


def _reviewer(name: str, aside: str, *, declared: bool) -> str:
    if aside:
        return f"{name}: {ASIDE[aside]}"
    return f"{name}: declared no interest, and may read the case" if declared else f"{name}: has not declared yet"
