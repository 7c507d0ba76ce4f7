"""Putting a record on hold, and ending a hold, from the page of its disclosures and holds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.partners.access import NotYours
from opennrm.partners.roles import Permission
from opennrm.retention.actions.holding import end_hold, hold_record
from opennrm.retention.queries import holds_of
from opennrm.web import wording
from opennrm.web.cases.seeing import seen
from opennrm.web.cases.typed_day import day_if_any
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_again, token_in


@page(needs=Permission.HOLD_RECORDS, confirmed=True)
def place(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say why the record is held, and when that is looked at again."""
    seen(request, reference, Permission.HOLD_RECORDS)
    fields = Fields(typed, errors)
    shown = {
        "reference": reference,
        "title": "Put the record on hold",
        "token": token_again(typed),
        "back_to": reverse("disclosures", kwargs={"reference": reference}),
        "lines": ("A record on hold is kept whatever its day: for a court, a complaint, an inquiry.",),
        "errors": errors,
        "fields": [
            fields.text("because", "Why is it held?", rows=4),
            fields.date("review", "When is the hold looked at again?"),
        ],
        "button": "Put it on hold",
    }
    return render(request, "cases/form.html", shown)


@place.post
def place_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Hold it."""
    review_on = day_if_any(request.POST, "review", "day of the review")
    because = request.POST.get("because", "")
    token = token_in(request.POST)
    hold_record(reference, because=because, review_on=review_on, by=request.actor, at=request.at, token=token)
    return redirect("disclosures", reference=reference)


@page(needs=Permission.HOLD_RECORDS, confirmed=True)
def end(request: SignedInRequest, reference: str, hold_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Say why the hold ends."""
    read = seen(request, reference, Permission.HOLD_RECORDS)
    hold = next((each for each in holds_of(read.id) if each.id == hold_id), None)
    if hold is None:
        raise NotYours
    shown = {
        "reference": reference,
        "title": "End the hold",
        "back_to": reverse("disclosures", kwargs={"reference": reference}),
        "lines": (f"Held since {wording.moment(hold.placed_at)} by {hold.placed_by}: {hold.because}",),
        "errors": errors,
        "fields": [Fields(typed, errors).text("because", "Why does it end?", rows=4)],
        "button": "End it",
    }
    return render(request, "cases/form.html", shown)


@end.post
def end_post(request: SignedInRequest, reference: str, hold_id: UUID) -> HttpResponse:
    """End it."""
    end_hold(reference, hold_id, because=request.POST.get("because", ""), by=request.actor, at=request.at)
    return redirect("disclosures", reference=reference)
