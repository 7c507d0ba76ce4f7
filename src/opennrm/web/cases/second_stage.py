"""What the page of a case says of its age, its requests, its recovery and reconsideration, in a few rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from opennrm.cases.queries import CaseRead, ClockRead
from opennrm.cases.second_stage import SecondStage
from opennrm.mechanism.time_limits import Rule
from opennrm.web import wording
from opennrm.web.cases import disqualifying_page
from opennrm.web.cases.leave import leave_rows
from opennrm.web.cases.reconsideration_page import reconsideration_rows
from opennrm.web.cases.recovery_page import period_rows, running
from opennrm.web.cases.requests_page import age_rows


def second_stage(case: CaseRead, clocks: Sequence[ClockRead], stage: SecondStage, today: date) -> dict[str, Any]:
    """The rows, and where each part has its own page."""
    waiting = sum(request.is_waiting for request in stage.requests)
    asked = len(stage.requests)
    rows = [*age_rows(case, stage, today)]
    rows.append(wording.row("Requests for information", f"{asked} asked, {waiting} waiting" if asked else "None"))
    rows += _recovery(clocks, stage, today)
    rows += _move_on(clocks)
    rows += reconsideration_rows(stage)
    rows += leave_rows(stage, today)[:1]
    rows += disqualifying_page.short(stage)
    return {
        "rows": rows,
        "links": [
            {"href": reverse(name, kwargs={"reference": case.reference}), "text": text}
            for name, text in (("requests", "Requests for information"), ("recovery", "Recovery period"))
        ],
    }


def _recovery(clocks: Sequence[ClockRead], stage: SecondStage, today: date) -> list[dict[str, Any]]:
    clock = running(clocks, Rule.RECOVERY_PERIOD)
    if clock is None:
        return []
    unanswered = sum(not each.outcome for each in stage.representations)
    rows = [wording.row("Recovery", *(f"{r['key']['text']}: {r['value']['text']}" for r in period_rows(clock, today)))]
    return [*rows, wording.row("Representations to answer", str(unanswered))] if unanswered else rows


def _move_on(clocks: Sequence[ClockRead]) -> list[dict[str, Any]]:
    names = {Rule.MOVE_ON: "Move-on support at least until", Rule.EXIT_PERIOD: "Support runs on until"}
    found = ((title, running(clocks, rule)) for rule, title in names.items())
    return [wording.row(title, wording.day(clock.due_on)) for title, clock in found if clock and not clock.ended_at]
