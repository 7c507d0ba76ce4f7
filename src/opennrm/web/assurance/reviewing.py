"""A reviewer's own pages: what they were asked for, what they declare before reading, and their opinion."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.assurance.actions.reviewing import declare_no_interest, give_opinion, stand_aside
from opennrm.assurance.queries import opinion_of, own_review, own_reviews
from opennrm.cases.independent_reviews import ReviewHead
from opennrm.cases.queries import standing_decision
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.independent_review import TEST, Found, Opinion, StandsAside
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.assurance.presenters import days_waited, stands_at
from opennrm.web.cases.forms import written_rows
from opennrm.web.cases.reasons import point_rows
from opennrm.web.cases.seeing import seen
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_again, token_in

DECLARES = (
    ("none", "No, I had no part in it and I know nobody in it"),
    (StandsAside.HAS_AN_INTEREST.value, "Yes, so I stand aside"),
    (StandsAside.HAS_NO_TIME.value, "I cannot review it in time, so I stand aside"),
)
ANSWERS = ((Found.YES.value, "Yes"), (Found.NO.value, "No"))
OPINIONS = (
    (Opinion.SATISFIED.value, "Yes, I am satisfied with this decision"),
    (Opinion.RECONSIDER.value, "No, the authority should look at it again"),
)
CHOOSE = Refusal("no_answer", "Say whether you have an interest in this case.", "house", "interest")


@page(needs=Permission.REVIEW_INDEPENDENTLY)
def own(request: SignedInRequest) -> HttpResponse:
    """The reviews that the actor was named for, by reference; those that wait for them first."""
    today = legal_day(request.at)
    rows = [
        {
            "reference": head.reference,
            "decision": wording.code(head.kind),
            "days": str(days_waited(head, today)),
            "state": stands_at(head),
            "own": "You gave your opinion" if given else "Waits for you" if _waits(head) else "",
            "href": _next(head.id, declared=declared) if _waits(head) else "",
        }
        for head, declared, given in own_reviews(request.actor)
    ]
    return render(request, "assurance/own.html", {"rows": rows})


@page(needs=Permission.REVIEW_INDEPENDENTLY, confirmed=True)
def declare(request: SignedInRequest, review_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Before anything is read: whether one has an interest in the case."""
    head, _row = own_review(request.actor, review_id)
    shown = {
        "reference": head.reference,
        "title": "Declare whether you have an interest",
        "back_to": reverse("own_reviews"),
        "back_words": "Back to your reviews",
        "lines": (
            "You have one if you, or those you work or live with, had a part in this case, know the person or somebody "
            "who is said to have exploited them, or gain from how it is decided.",
            "If you learn of one while you read, come back here and stand aside.",
        ),
        "errors": errors,
        "token": token_again(typed),
        "fields": [Fields(typed, errors).radios("interest", "Do you have an interest in this case?", DECLARES)],
        "button": "Continue",
    }
    return render(request, "cases/form.html", shown)


@declare.post
def declare_post(request: SignedInRequest, review_id: UUID) -> HttpResponse:
    """Open the case to them, or let them stand aside."""
    interest = request.POST.get("interest", "")
    if interest == "none":
        declare_no_interest(review_id, by=request.actor, at=request.at)
        return redirect("give_opinion", review_id=review_id)
    if interest not in dict(DECLARES):
        raise Refused(CHOOSE)
    stand_aside(review_id, because=interest, by=request.actor, at=request.at, token=token_in(request.POST))
    return redirect("own_reviews")


@page(needs=Permission.REVIEW_INDEPENDENTLY, confirmed=True)
def opinion(request: SignedInRequest, review_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """The decision as it reads, the test, and what one finds."""
    head, row = own_review(request.actor, review_id)
    if not errors and (head.state != "asked" or head.paused):
        return redirect("own_reviews")
    if not errors and row.declared_at is None:
        return redirect("declare_interest", review_id=review_id)
    # Refused because the review is over, what was typed is shown once more, and nothing of the case.
    is_open = head.state == "asked" and not head.paused and row.declared_at is not None
    read = seen(request, head.reference) if is_open else None
    standing = standing_decision(read.id) if read else None
    said = opinion_of(request.actor, review_id)
    before = {**said.test, "opinion": said.opinion.value, "because": said.because} if said else {}
    fields = Fields(typed, errors, before)
    shown = {
        "reference": head.reference,
        "review_id": review_id,
        "text_hash": head.text_hash,
        "token": token_again(typed),
        "decision": written_rows(standing) if standing else [],
        "points": point_rows(read, standing) if read else [],
        "is_given": said is not None,
        "is_open": is_open,
        "errors": errors,
        "test": [fields.radios(question.key, question.ask, ANSWERS) for question in TEST],
        "opinion": fields.radios("opinion", "Are you satisfied with this decision?", OPINIONS),
        "because": fields.text(
            "because", "Why?", "Needed unless all of the test speaks for the decision and you are satisfied.", rows=6
        ),
    }
    return render(request, "assurance/opinion.html", shown)


@opinion.post
def opinion_post(request: SignedInRequest, review_id: UUID) -> HttpResponse:
    """Keep it, sealed until all have given theirs."""
    give_opinion(
        review_id,
        text_hash=request.POST.get("text_hash", ""),
        test={question.key: request.POST.get(question.key, "") for question in TEST},
        opinion=request.POST.get("opinion", ""),
        because=request.POST.get("because", ""),
        by=request.actor,
        at=request.at,
        token=token_in(request.POST),
    )
    return redirect("own_reviews")


def _waits(head: ReviewHead) -> bool:
    return head.state == "asked" and not head.paused


def _next(review_id: UUID, *, declared: bool) -> str:
    return reverse("give_opinion" if declared else "declare_interest", kwargs={"review_id": review_id})
