"""The letters of a decision before it is served: their very words but the address, as not sent, and none written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from opennrm.cases.models import Case, Decision
from opennrm.cases.planned_letters import Planned, letters_of_decision
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.vocabulary import DecisionKind, Outcome, ReferralKind
from opennrm.notifications.letters import render_letter, whole_content
from opennrm.partners.access import NotYours

NOT_WRITTEN = Refusal(
    "not_written_yet", "Write the decision and put it forward: its letter carries its reasons.", "house"
)

HIDDEN = "Hidden until it is written"
"""In the place of each line of where a letter goes: whoever reads its words before it leaves needs no address."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be written for one outcome, or why nothing would be."""

    decision: DecisionKind
    outcome: Outcome
    letters: tuple[Planned, ...]
    refusal: Refusal | None


def previews_of(reference: str, at: datetime) -> list[Preview]:
    """What each outcome of the decision that is open would write now, for a face that has asked who may see the case.

    Empty once nothing is left to decide. Raises `NotYours` if there is no such case.
    """
    case = _case(reference)
    kind = _open_decision(case)
    return [_preview(case, kind, outcome, at) for outcome in Outcome] if kind else []


def preview_pdf(reference: str, outcome: str, number: int, at: datetime) -> bytes:
    """One of these letters as PDF with "not sent" across it; `number` counts from 1.

    Raises `NotYours` if there is no such letter.
    """
    case = _case(reference)
    found = next((each for each in previews_of(reference, at) if each.outcome.value == outcome), None)
    if found is None or not 1 <= number <= len(found.letters):
        raise NotYours
    planned = found.letters[number - 1]
    kind = ReferralKind(case.kind)
    # As many lines as there will be, so that the sheets break where those of the letter will.
    lines = planned.addressee_lines if planned.organisation_id else [HIDDEN] * len(planned.addressee_lines)
    said = whole_content(planned.kind, planned.content, kind, lines, reference, legal_day(at))
    return render_letter(planned.kind, planned.audience, said, not_sent=True)


def _case(reference: str) -> Case:
    case = Case.objects.filter(reference=reference).first()
    if case is None:
        raise NotYours
    return case


def _open_decision(case: Case) -> DecisionKind | None:
    if case.conclusive_grounds or case.ended_on:
        return None
    if not case.reasonable_grounds:
        return DecisionKind.REASONABLE_GROUNDS
    return DecisionKind.CONCLUSIVE_GROUNDS if case.reasonable_grounds == Outcome.POSITIVE.value else None


def _preview(case: Case, kind: DecisionKind, outcome: Outcome, at: datetime) -> Preview:
    standing = Decision.objects.filter(case=case, kind=kind.value, state="put_forward", outcome=outcome.value).first()
    if standing is None and outcome is Outcome.NEGATIVE:
        return Preview(kind, outcome, (), NOT_WRITTEN)
    # A positive carries no reasons, so that its letters are known before anybody writes it.
    decision = standing or Decision(case=case, kind=kind.value, outcome=outcome.value, reasons="", written_at=at)
    try:
        return Preview(kind, outcome, tuple(letters_of_decision(case, decision, at)), None)
    except Refused as refused:
        return Preview(kind, outcome, (), refused.refusal)
