"""What the page of a recovery period and its forms show, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from opennrm.cases.queries import CaseRead, ClockRead
from opennrm.cases.second_stage import SecondStage
from opennrm.mechanism.conclusive_grounds import whom_to_consult
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases import forms
from opennrm.web.cases.acting import SECONDARY, button
from opennrm.web.cases.form_fields import Fields, Typed
from opennrm.web.errors import PageError


def recovery(
    case: CaseRead, clocks: Sequence[ClockRead], stage: SecondStage, actor: Actor, today: date
) -> dict[str, Any]:
    """Where recovery stands, what can be done, and what was recorded."""
    clock = next((clock for clock in reversed(clocks) if clock.rule == Rule.RECOVERY_PERIOD.value), None)
    running = next((c for c in clocks if c.rule == Rule.RECOVERY_PERIOD.value and c.ended_at is None), clock)
    return {
        "reference": case.reference,
        "version": case.version,
        "period": _period(case, running, today),
        "explanation": running.explanation if running else "",
        "actions": _actions(case, running, actor, today),
        "sections": [
            {
                "id": "consulted",
                "title": "Discussed before a negative second decision",
                "rows": forms.consulted(case, stage),
                "empty": "",
            }
        ],
        "errors": (),
    }


def _period(case: CaseRead, clock: ClockRead | None, today: date) -> list[dict[str, Any]]:
    if clock is None:
        return [wording.row("Recovery", "It begins with a positive decision on reasonable grounds.")]
    rows = [
        wording.row("Began", wording.day(clock.starts_on)),
        wording.row("Second decision not before", wording.day(clock.due_on, "The day is not known yet")),
    ]
    if clock.ended_at:
        return [*rows, wording.row("Ended", wording.moment(clock.ended_at))]
    left = (clock.due_on - today).days if clock.due_on else None
    if left is not None:
        rows.append(wording.row("Days left", str(left) if left > 0 else "None: it can be ended"))
    return rows


def _actions(case: CaseRead, clock: ClockRead | None, actor: Actor, today: date) -> list[dict[str, Any]]:
    may, found = actor.permissions_in(case.owner_team_id), []
    is_over = clock is not None and clock.due_on is not None and today >= clock.due_on
    if Permission.DECIDE in may:
        if case.stage == Stage.RECOVERY.value and is_over:
            found.append(button("End the recovery period", "end_recovery", case, post=True))
        found.append(button("Record with whom it was discussed", "record_consultation", case, SECONDARY))
    return found


def consultation_form(case: CaseRead, typed: Typed, errors: Sequence[PageError]) -> dict[str, Any]:
    """With whom the case was discussed, and what they said."""
    fields = Fields(typed, errors)
    partners = [(who, wording.code(who)) for who in whom_to_consult(ReferralKind(case.kind))]
    return {
        "reference": case.reference,
        "title": "Record with whom the case was discussed",
        "lines": [
            "Before a negative decision on conclusive grounds the case is discussed with everybody who is part of it."
        ],
        "back_to": reverse("recovery", kwargs={"reference": case.reference}),
        "button": "Record it",
        "errors": errors,
        "fields": [
            fields.radios("with_whom", "Who is it about?", partners),
            fields.radios(
                "took_part",
                "Was the case discussed with them?",
                (("yes", "Yes"), ("no", "No, they are not part of this case")),
            ),
            fields.date("on", "When was it discussed?", "Leave this empty if they are not part of the case."),
            fields.text("said", "What did they say?", rows=6),
        ],
    }
