"""What came of somebody's leave to stay: what was told of it, and the form that records it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from opennrm.cases.actions.leave import record_leave
from opennrm.cases.second_stage import SecondStage, second_stage_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.leave import LeaveOutcome, LeaveTold, ToldBy, notice_of
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.recovery_forms import form
from opennrm.web.cases.seeing import seen
from opennrm.web.cases.typed_day import day_if_any, day_in
from opennrm.web.form_fields import Fields, choices_of
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render
from opennrm.web.tokens import token_again, token_in

LINES = (
    "Nobody decides on leave here. Record what you were told by those who decide on it, or by the person and those who "
    "help them. The newest record holds; those before it stay in the history.",
    "It is recorded once a positive decision on conclusive grounds was served. It does not apply to somebody who needs "
    "no leave, such as a British citizen.",
)


@page(needs=Permission.DECIDE)
def leave(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """What was told of leave so far, and what is told now."""
    read = seen(request, reference)
    fields = Fields(typed, errors)
    asked = [
        fields.radios("outcome", "What came of it?", choices_of(LeaveOutcome)),
        fields.date("decided_on", "When was it decided?", "Leave this empty if leave does not apply."),
        fields.date("until", "Until when was leave granted?", "Leave this empty unless it was granted."),
        fields.radios("told_by", "Who told you?", choices_of(ToldBy)),
        fields.date("told_on", "When did they tell you?"),
        fields.text("words", "What else did they say? (optional)", rows=4),
    ]
    rows = leave_rows(second_stage_of(read.id), legal_day(request.at))
    told: dict[str, Any] = {"lines": LINES, "rows": rows, "rows_id": "told", "back_to": "case"}
    shown = form(read, "Leave to stay", asked, errors, token=token_again(typed), **told)
    return render(request, "cases/form.html", shown)


@leave.post
def leave_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Record it."""
    told = LeaveTold(
        outcome=request.POST.get("outcome", ""),
        told_by=request.POST.get("told_by", ""),
        told_on=day_in(request.POST, "told_on"),
        decided_on=day_if_any(request.POST, "decided_on", "day of the decision"),
        until=day_if_any(request.POST, "until", "day until which leave was granted"),
    )
    words, token = request.POST.get("words", ""), token_in(request.POST)
    record_leave(reference, told, words=words, token=token, by=request.actor, at=request.at)
    return redirect("case", reference=reference)


def leave_rows(stage: SecondStage, today: date) -> list[dict[str, Any]]:
    """What was told of leave, the newest first; only the newest says by when it can be asked about again."""
    rows = []
    for number, each in enumerate(reversed(stage.leaves)):
        until = f" until {wording.day(each.until)}" if each.until else ""
        decided = f"Decided on {wording.day(each.decided_on)}" if each.decided_on else ""
        told = f"Told by: {wording.code(each.told_by).lower()}, on {wording.day(each.told_on)}"
        notice = "" if number else notice_of(each.outcome, each.decided_on, today)
        lines = (decided, told, *(each.words or "").splitlines(), notice, f"Recorded by {each.recorded_by}")
        title = "Told before of leave to stay" if number else "Leave to stay"
        rows.append(wording.row(title, f"{wording.code(each.outcome)}{until}", *filter(None, lines)))
    return rows
