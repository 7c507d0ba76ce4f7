"""The forms of a recovery period, drawn with what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from opennrm.cases.actions.consulting import ASKED_FOR
from opennrm.cases.queries import CaseRead
from opennrm.cases.second_stage import RepresentationRead, SecondStage
from opennrm.mechanism.conclusive_grounds import Purpose
from opennrm.mechanism.recovery import (
    REASONS_TO_OVERRIDE,
    ExtensionReason,
    RepresentationOutcome,
    RepresentationSource,
    ReviewOutcome,
)
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.web import wording
from opennrm.web.cases.consulted import consulted_rows
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields, Typed, choices_of
from opennrm.web.tokens import token_again

Errors = Sequence[PageError]


def form(
    case: CaseRead,
    title: str,
    fields: Sequence[Markup],
    errors: Errors,
    *,
    lines: Sequence[str] = (),
    button: str = "Record it",
    back_to: str = "recovery",
    **also: Any,
) -> dict[str, Any]:
    """What the template of a case's form needs; `also` adds a version, a token or rows."""
    shown = {"reference": case.reference, "title": title, "lines": lines, "button": button, "errors": errors}
    shown["rows_id"] = ""
    return {**shown, "fields": fields, "back_to": reverse(back_to, kwargs={"reference": case.reference}), **also}


def consultation(case: CaseRead, purpose: Purpose, typed: Typed, errors: Errors) -> dict[str, Any]:
    """With whom the case was discussed, and what they said."""
    fields = Fields(typed, errors)
    partners = [(who, wording.code(who)) for who in ASKED_FOR[purpose](ReferralKind(case.kind))]
    why = {
        Purpose.SECOND_DECISION: "Before a negative second decision the case is discussed with everybody "
        "who is part of it.",
        Purpose.RECOVERY_REVIEW: "For the review of recovery everybody who is part of the case is contacted.",
    }
    asked = [
        fields.radios("with_whom", "Who is it about?", partners),
        fields.radios(
            "took_part",
            "Was the case discussed with them?",
            (("yes", "Yes"), ("no", "No, they are not part of this case")),
        ),
        fields.date("on", "When was it discussed?", "Leave this empty if they are not part of the case."),
        fields.text("said", "What did they say?", rows=6),
    ]
    title, token = "Record with whom the case was discussed", token_again(typed)
    return form(case, title, asked, errors, lines=[why[purpose]], token=token)


def extension(case: CaseRead, typed: Typed, errors: Errors) -> dict[str, Any]:
    """By how many days recovery is extended, and why."""
    fields = Fields(typed, errors)
    asked = [
        fields.line("days", "By how many days?", classes="govuk-input--width-3", inputmode="numeric"),
        fields.radios("reason", "Why?", choices_of(ExtensionReason)),
        fields.text("words", "What does the extension rest on?", rows=6),
    ]
    lines = ["The second decision is not made before the day to which the recovery period moves."]
    title = "Extend the recovery period"
    return form(case, title, asked, errors, lines=lines, button="Extend it", version=version_of(case, typed, errors))


def override(case: CaseRead, typed: Typed, errors: Errors) -> dict[str, Any]:
    """Which bar may be crossed, and why."""
    fields = Fields(typed, errors)
    reasons = [
        (f"{rule.value}:{reason}", f"{wording.code(rule.value)}: {reason.replace('_', ' ')}")
        for rule, known in REASONS_TO_OVERRIDE.items()
        for reason in known
    ]
    asked = [
        fields.radios("reason", "Which bar may be crossed, and why?", reasons),
        fields.text("words", "What does this rest on?", rows=6),
    ]
    lines = [
        "A bar is crossed only with your recorded leave. It holds for the bar as it stands today, and is shown to "
        "everybody who reads the case.",
    ]
    told: dict[str, Any] = {"lines": lines, "button": "Give leave", "back_to": "case", "token": token_again(typed)}
    return form(case, "Give leave to cross a bar", asked, errors, **told)


def representation(case: CaseRead, token: str, typed: Typed, errors: Errors) -> dict[str, Any]:
    """What somebody put about recovery."""
    fields = Fields(typed, errors)
    asked = [
        fields.radios("source", "Who made the representations?", choices_of(RepresentationSource)),
        fields.date("received_on", "When did they come?"),
        fields.text("text", "What do they say?"),
    ]
    return form(case, "Record representations about recovery", asked, errors, token=token)


def answer(case: CaseRead, put: RepresentationRead, typed: Typed, errors: Errors) -> dict[str, Any]:
    """How representations are answered."""
    fields = Fields(typed, errors, {"outcome": put.outcome, "answer": put.answer or ""})
    rows = [
        wording.row("From", wording.code(put.source)),
        wording.row("Received", wording.day(put.received_on)),
        wording.row("They say", *put.text.splitlines()),
    ]
    asked = [
        fields.radios("outcome", "What did they lead to?", choices_of(RepresentationOutcome)),
        fields.text("answer", "The answer", rows=6),
    ]
    return form(case, "Answer representations about recovery", asked, errors, rows=rows, button="Answer")


def review(case: CaseRead, stage: SecondStage, typed: Typed, errors: Errors) -> dict[str, Any]:
    """What those who were contacted say, and what the review found."""
    fields = Fields(typed, errors)
    asked = [
        fields.radios("outcome", "What did the review find?", choices_of(ReviewOutcome)),
        fields.text("words", "In words (optional)", rows=6),
    ]
    rows = consulted_rows(case, stage, Purpose.RECOVERY_REVIEW)
    title, version = "Review of the recovery period", version_of(case, typed, errors)
    return form(
        case, title, asked, errors, rows=rows, button="Conclude the review", version=version, rows_id="contacted"
    )


def version_of(case: CaseRead, typed: Typed, errors: Errors) -> str:
    """The version the form was first shown with; the newest once the case was found to have changed."""
    is_stale = any(error.field_id is None for error in errors)
    return str(case.version) if typed is None or is_stale else (typed.get("version") or [str(case.version)])[0]
