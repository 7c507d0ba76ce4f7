"""The pages for an emergency: opening a case of another team for an hour, and reviewing that somebody did."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.actions.emergency import NOT_HERE, open_in_emergency, review_emergency
from opennrm.cases.emergencies import EmergencyRead, emergency_for, open_in_emergency_now
from opennrm.mechanism.need_to_know import ReviewOutcome
from opennrm.mechanism.references import reference_as_meant
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.partners.refused import record_refused_access
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

OUTCOMES = {
    ReviewOutcome.JUSTIFIED: "It was justified",
    ReviewOutcome.NOT_JUSTIFIED: "It was not justified",
    ReviewOutcome.TAKEN_FURTHER: "It was not justified, and I take it further",
}


@page(needs=Permission.OPEN_IN_EMERGENCY, confirmed=True)
def emergency(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Ask for the reference, and what the emergency is."""
    fields = Fields(typed, errors)
    now = open_in_emergency_now(request.actor, at=request.at)
    shown = {
        "reference": "",
        "title": "Open a case in an emergency",
        "back_to": reverse("work_list"),
        "back_words": "Work list",
        "lines": (
            "For an hour you can read one case of another team, and nothing can be taken along.",
            "Whoever holds the case and who manages its team are told now. Somebody else reviews it within two "
            "working days.",
        ),
        "rows": [wording.row(reference, f"Open until {wording.moment(until)}") for reference, until in now],
        "errors": errors,
        "fields": [
            fields.line("reference", "What is the reference of the case?", "Such as NRM-7K3F-9QXD-2A"),
            fields.text("words", "What is the emergency?", "At least 20 letters. The team of the case reads it.", 4),
        ],
        "button": "Open the case",
    }
    return render(request, "cases/form.html", shown)


@emergency.post
def emergency_post(request: SignedInRequest) -> HttpResponse:
    """Open it."""
    typed = request.POST.get("reference", "")
    try:
        reference = open_in_emergency(typed, words=request.POST.get("words", ""), by=request.actor, at=request.at)
    except Refused as refused:
        if refused.refusal == NOT_HERE:
            asked = reference_as_meant(typed)
            record_refused_access(asked=asked, page="open_in_emergency", by=request.actor.account_id, at=request.at)
        raise
    return redirect("case", reference=reference)


@page(needs=Permission.SEE_CASES)
def review(request: SignedInRequest, emergency_id: UUID, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What was opened, by whom and why, and a form to say what was found."""
    read = emergency_for(request.actor, emergency_id, at=request.at)
    if read.opened_by_id == request.actor.account_id:
        raise NotYours
    fields = Fields(typed, errors)
    shown = {
        "reference": read.reference,
        "title": "Review an opening in an emergency",
        "back_to": reverse("for_you"),
        "back_words": "For you",
        "lines": (),
        "rows": _rows(read),
        "errors": errors,
        "fields": [
            fields.radios("outcome", "What did you find?", [(code.value, words) for code, words in OUTCOMES.items()]),
            fields.text("remark", "Say why", rows=4),
        ],
        "button": "Record it",
    }
    return render(request, "cases/form.html", shown)


@review.post
def review_post(request: SignedInRequest, emergency_id: UUID) -> HttpResponse:
    """Record it."""
    review_emergency(
        emergency_id,
        outcome=request.POST.get("outcome", ""),
        remark=request.POST.get("remark", ""),
        by=request.actor,
        at=request.at,
    )
    return redirect("for_you")


def _rows(read: EmergencyRead) -> list[dict[str, Any]]:
    rows = [
        wording.row("Opened by", read.opened_by),
        wording.row("When", f"{wording.moment(read.opened_at)}, until {wording.moment(read.until_at)}"),
        wording.row("What they wrote", read.words),
        wording.row("To be reviewed", f"By {read.reviewer}, until {wording.day(read.review_due_on)}"),
    ]
    if read.reviewed_at is not None:
        found = f"{OUTCOMES[ReviewOutcome(read.outcome)]}: {read.remark}"
        rows.append(wording.row("Reviewed", f"By {read.reviewed_by}, {wording.moment(read.reviewed_at)}", found))
    return rows
