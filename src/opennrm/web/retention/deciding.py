"""Records that were kept long enough: people decide on them in batches, and a second person lets go of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.disclosing import DisclosureState
from opennrm.mechanism.retention import ProposalState, RecordClass, Rule, schedule_on
from opennrm.partners.roles import Permission
from opennrm.retention.actions.deciding import Decision, confirm_erasures, decide_batch
from opennrm.retention.queries import (
    ProposalRow,
    disclosures_left_lying,
    holds_to_look_at,
    notifications_to_review,
    proposals_for,
)
from opennrm.retention.schedules import schedules
from opennrm.web import wording
from opennrm.web.cases.ids import uuid_in
from opennrm.web.cases.typed_day import day_if_any
from opennrm.web.disclosure.presenters import STATES
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render

DECISIONS = (("keep", "Keep them until a day"), ("erase", "Erase them: a second person confirms it"))


@page(needs=Permission.KEEP_RECORDS, confirmed=True, of_several=("proposal",))
def records(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What came up, the longest due first, and the form that decides on some of it."""
    found = proposals_for(request.actor, ProposalState.PROPOSED, needs=Permission.KEEP_RECORDS, at=request.at)
    fields = Fields(typed, errors)
    schedule = schedule_on(schedules(), legal_day(request.at))
    shown = {
        "errors": errors,
        "rows": rows_of(found),
        "holds": [
            {
                "reference": each.reference,
                "href": reverse("disclosures", kwargs={"reference": each.reference}),
                "review_on": wording.short_day(each.review_on),
                "because": each.because,
            }
            for each in holds_to_look_at(request.actor, needs=Permission.KEEP_RECORDS, at=request.at)
        ],
        "left_lying": left_lying_rows(request),
        "schedule": None
        if schedule is None
        else {
            "line": f"Schedule {schedule.version}, from {wording.day(schedule.from_on)}. {schedule.reviewed_by}.",
            "is_assumed": schedule.source == "own",
            "rules": [_rule(rule) for rule in schedule.rules],
        },
        "notifications": [
            f"{count} {kind.value}, sent in {year}" for year, kind, count in notifications_to_review(request.at)
        ],
        "fields": [
            fields.checkboxes("proposal", "Which records?", choices_of(found)),
            fields.radios("decision", "What becomes of them?", DECISIONS),
            fields.date("until", "Until which day are they kept?", "Only if they are kept."),
            fields.text("because", "Why?", "It is kept with the decision, and goes with the record.", rows=4),
        ],
    }
    return render(request, "retention/records.html", shown)


@records.post
def records_post(request: SignedInRequest) -> HttpResponse:
    """Decide on all that were chosen, or on none."""
    sent = request.POST
    decided = Decision(sent.get("decision", ""), sent.get("because", ""), day_if_any(sent, "until", "last day"))
    decide_batch([uuid_in(each) for each in sent.getlist("proposal")], decided, by=request.actor, at=request.at)
    return redirect("records_to_decide")


@page(needs=Permission.CONFIRM_ERASURES, confirmed=True, of_several=("proposal",))
def erasures(request: SignedInRequest, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What somebody else decided to erase; nobody confirms their own."""
    needs = Permission.CONFIRM_ERASURES
    found = proposals_for(request.actor, ProposalState.TO_ERASE, needs=needs, at=request.at)
    others = [each for each in found if each.decided_by_id != request.actor.account_id]
    fields = Fields(typed, errors)
    shown = {
        "errors": errors,
        "rows": rows_of(others),
        "fields": [
            fields.checkboxes("proposal", "Which records?", choices_of(others)),
            fields.radios(
                "agreed", "Do they go?", (("yes", "Yes, erase them for ever"), ("no", "No, return the decision"))
            ),
        ],
    }
    return render(request, "retention/erasures.html", shown)


@erasures.post
def erasures_post(request: SignedInRequest) -> HttpResponse:
    """Let them go, or return the decision."""
    confirm_erasures(
        [uuid_in(each) for each in request.POST.getlist("proposal")],
        agreed={"yes": True, "no": False}.get(request.POST.get("agreed", "")),
        by=request.actor,
        at=request.at,
    )
    return redirect("erasures_to_confirm")


def _rule(rule: Rule) -> str:
    child = f"; a child's not before they would be {rule.child_until_age}"
    said = f"{wording.code(rule.record_class)}: {rule.years} years from when it was {rule.trigger}, then {rule.action}"
    return said + ("" if rule.record_class is RecordClass.NOTIFICATION else child)


def left_lying_rows(request: SignedInRequest) -> list[dict[str, str]]:
    """The disclosures that nobody went on with, by reference and number, and never by who receives them."""
    found = disclosures_left_lying(request.actor, needs=Permission.KEEP_RECORDS, at=request.at)
    return [
        {
            "reference": each.reference,
            "number": str(each.number),
            "href": reverse("disclosures", kwargs={"reference": each.reference}),
            "state": STATES[DisclosureState(each.state)],
            "since": wording.short_day(legal_day(each.since)),
        }
        for each in found
    ]


def choices_of(found: Sequence[ProposalRow]) -> list[tuple[str, str]]:
    """The records as boxes to tick: by reference, class and day, and never by name."""
    return [
        (
            str(each.id),
            f"{each.reference}: {wording.code(each.record_class)}, due {wording.short_day(each.due_on)}"
            f"{', on hold' if each.is_held else ''}",
        )
        for each in found
    ]


def rows_of(found: Sequence[ProposalRow]) -> list[dict[str, str]]:
    """The records as a table shows them."""
    return [
        {
            "reference": each.reference,
            "href": reverse("disclosures", kwargs={"reference": each.reference}),
            "record_class": wording.code(each.record_class),
            "due": wording.short_day(each.due_on),
            "action": wording.code(each.action),
            "schedule": each.schedule,
            "is_held": "On hold" if each.is_held else "",
            "because": each.because or "",
            "decided_by": each.decided_by or "",
        }
        for each in found
    ]
