"""The list of suspensions that are to be looked at."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from opennrm.cases.reviews import reviews_due
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.presenters import stage_in_words
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render


@page(needs=Permission.SEE_CASES)
def reviews(request: SignedInRequest) -> HttpResponse:
    """Suspended cases of the actor's teams whose day of review has come."""
    rows = [
        {
            "href": reverse("case", kwargs={"reference": row.reference}),
            "reference": row.reference,
            "stage": stage_in_words(row.stage),
            "review_on": wording.day(row.review_on),
            "owner": "You" if row.owner_id == request.actor.account_id else row.owner or "Nobody yet",
        }
        for row in reviews_due(request.actor, request.at)
    ]
    return render(request, "cases/reviews.html", {"rows": rows})
