"""What the pages of a reconsideration show, made without a browser or a database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opennrm.cases.queries import CaseRead
from opennrm.cases.second_stage import ReconsiderationRead, SecondStage
from opennrm.mechanism.profiles.profile import Reconsideration
from opennrm.mechanism.reconsideration import RefusalReason
from opennrm.web import wording
from opennrm.web.cases.recovery_forms import form, version_of
from opennrm.web.errors import PageError
from opennrm.web.form_fields import Fields, Typed, choices_of


def ask_form(
    case: CaseRead, rules: Reconsideration, stage: SecondStage, typed: Typed, errors: Sequence[PageError]
) -> dict[str, Any]:
    """Who asks for the negative decision to be looked at again, on what grounds, and when."""
    fields = Fields(typed, errors)
    asked = [
        fields.radios("requester", "Who asks?", choices_of(rules.who)),
        fields.checkboxes("grounds", "On what grounds?", choices_of(rules.grounds), "Select all that apply."),
        fields.date("on", "When did they ask?"),
        fields.text("words", "What does the request say?"),
    ]
    if rules.removal_exception:
        asked.append(
            fields.radios(
                "facing_removal",
                "Does the person face removal in a way that leaves no right to reconsideration?",
                (("no", "No"), ("yes", "Yes")),
            )
        )
    rows = [wording.row("Before", *_lines(each)) for each in reversed(stage.reconsiderations)]
    return form(
        case,
        "Record a request for reconsideration",
        asked,
        errors,
        rows=rows,
        back_to="case",
        version=version_of(case, typed, errors),
    )


def answer_form(case: CaseRead, stage: SecondStage, typed: Typed, errors: Sequence[PageError]) -> dict[str, Any]:
    """What was asked, and whether the decision is made afresh."""
    fields = Fields(typed, errors)
    asked = [
        fields.radios(
            "accepted",
            "Is the decision made afresh?",
            (("yes", "Yes, it is made afresh"), ("no", "No, the decision stands")),
        ),
        fields.radios("reason", "Why does it stand?", choices_of(RefusalReason), "Leave this if it is made afresh."),
        fields.text("answer", "The answer to whoever asked", "Needed if the decision stands.", rows=6),
    ]
    return form(
        case,
        "Answer a request for reconsideration",
        asked,
        errors,
        rows=reconsideration_rows(stage),
        button="Answer",
        back_to="case",
        version=version_of(case, typed, errors),
    )


def reconsideration_rows(stage: SecondStage) -> list[dict[str, Any]]:
    """Every request, the newest first."""
    return [
        wording.row(f"Reconsideration asked for {wording.day(each.requested_on)}", *_lines(each))
        for each in reversed(stage.reconsiderations)
    ]


def _lines(each: ReconsiderationRead) -> list[str]:
    grounds = ", ".join(ground.replace("_", " ") for ground in each.grounds)
    lines = [
        f"By the {each.requester.replace('_', ' ')}, about {each.decision.replace('_', ' ')}: {grounds}",
        *each.words.splitlines(),
    ]
    if each.state == "requested":
        return [*lines, "Not answered yet"]
    reason = f": {each.reason.replace('_', ' ')}" if each.reason else ""
    return [*lines, f"{wording.code(each.state)}{reason}", *(each.answer or "").splitlines()]
