"""What the page of a case says of independent review: a line for each; a page of its own has the opinions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from opennrm.assurance.queries import OpinionRead, opinions_of
from opennrm.cases.independent_reviews import ReviewRead, reviews_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.independent_review import TEST, Opinion
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.seeing import seen
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

CAME_TO = {
    "asked": "waiting for the reviewers",
    "ended": "ended without an opinion, because the decision was written anew",
    "sent_back": "they asked for another look",
    "satisfied": "they are satisfied",
    "reconsider": "they are not satisfied, and may not overturn it",
}
OPINIONS = {Opinion.SATISFIED: "Satisfied with this decision", Opinion.RECONSIDER: "Asks for another look"}


@page(needs=Permission.SEE_CASES)
def reviews(request: SignedInRequest, reference: str) -> HttpResponse:
    """Each review of a case: when it was asked for, what each reviewer said, and what the authority answered."""
    read = seen(request, reference)
    shown = [
        {
            "title": review_title(each),
            "line": review_line(each),
            "opinions": opinion_parts(opinions_of(each.id)) if each.given_at else [],
            "answer": each.answer.splitlines() if each.answer else [],
        }
        for each in reversed(reviews_of(read.id))
    ]
    return render(request, "cases/independent_reviews.html", {"reference": reference, "reviews": shown})


def review_lines(found: Sequence[ReviewRead]) -> list[str]:
    """A line for each review, the newest first."""
    return [f"{review_title(each)}: {review_line(each)}" for each in reversed(found)]


def review_title(review: ReviewRead) -> str:
    """Which decision, and the how manieth look at it."""
    return f"{wording.code(review.kind)}, round {review.round}"


def review_line(review: ReviewRead) -> str:
    """Since when, how long it took, and what it came to."""
    asked = legal_day(review.asked_at)
    came_to = CAME_TO[review.opinion if review.state == "accepted" else review.state]
    if review.given_at is None:
        return f"asked on {wording.day(asked)}, {came_to}"
    days = (legal_day(review.given_at) - asked).days
    return f"asked on {wording.day(asked)}, given after {days} {'day' if days == 1 else 'days'}: {came_to}"


def opinion_parts(opinions: Sequence[OpinionRead]) -> list[dict[str, Any]]:
    """Each opinion as rows: what was chosen, why, and the answers of the test."""
    return [
        {
            "name": each.name,
            "rows": [
                wording.row("Opinion", OPINIONS[each.opinion]),
                wording.row("Why", *(each.because.splitlines() or ["No more was written"])),
                *(wording.row(question.ask, each.test[question.key].capitalize()) for question in TEST),
            ],
        }
        for each in opinions
    ]
