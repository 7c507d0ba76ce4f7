"""The recovery period: when it may end, what may lengthen it, and who is asked on its day of review."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from opennrm.mechanism.deadlines import Deadline, Override, refusal_by_bar
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import ReferralKind

LONGEST_EXTENSION = 365
"""Days by which one extension may lengthen it; a slip of the keyboard is more likely than a longer one."""


class ExtensionReason(StrEnum):
    """Why recovery is lengthened. The first three are SEF-MONITOR's; the last needs words."""

    SERIOUS_HEALTH = "serious_health"
    SEVERE_MENTAL_HEALTH = "severe_mental_health"
    VICTIM_INTIMIDATION = "victim_intimidation"
    OTHER = "other"


class OverrideReason(StrEnum):
    """Why the bar of recovery may be crossed. No source lists reasons: these are ours."""

    PERSON_ASKED = "person_asked"
    PERSON_AT_RISK_BY_WAITING = "person_at_risk_by_waiting"
    COURT_ORDER = "court_order"


class ReviewOutcome(StrEnum):
    """What the review found. Source: SEF-MONITOR names extension; the other is its absence."""

    ENDS_AS_SET = "ends_as_set"
    TO_BE_EXTENDED = "to_be_extended"


ASKED_AT_REVIEW = ("support_provider", "first_responder", "police")
"""Whom the authority contacts for the review, and a child's local authority as well. Source: SEF-MONITOR."""


def asked_at_review(kind: ReferralKind) -> tuple[str, ...]:
    """Whom the review must have contacted, as codes."""
    return (*ASKED_AT_REVIEW, "local_authority") if kind is ReferralKind.CHILD else ASKED_AT_REVIEW


def is_over(recovery: Deadline, on: date) -> bool:
    """Has the bar of a recovery period been reached, so that it ends by itself? Without a last day it never is."""
    return recovery.due_on is not None and refusal_by_bar(recovery, on) is None


def refusal_to_end(recovery: Deadline, on: date, override: Override | None = None) -> Refusal | None:
    """Why a recovery period may not end on a day; None if its bar is reached, or leave to cross it is recorded."""
    if recovery.due_on is None:
        because = "The last day of the recovery period is not known yet, so it cannot be ended."
        return Refusal("end_not_known", because, recovery.source)
    return refusal_by_bar(recovery, on, override)


def refusal_to_extend(recovery: Deadline, by_days: int | None, reason: str, words: str) -> Refusal | None:
    """Why a recovery period may not be lengthened by so many days for a reason; None if it may."""
    if recovery.due_on is None:
        because = "The last day of the recovery period is not known yet, so it cannot be moved."
        return Refusal("end_not_known", because, recovery.source)
    if by_days is None or not 1 <= by_days <= LONGEST_EXTENSION:
        because = f"Give by how many days, from 1 to {LONGEST_EXTENSION}."
        return Refusal("no_days", because, "house", "days")
    if reason not in set(ExtensionReason):
        return Refusal("no_reason", "Choose why recovery is extended.", "SEF-MONITOR", "reason")
    if not words.strip():
        return Refusal("no_words", "Write what the extension rests on.", "house", "words")
    return None


def refusal_to_override(recovery: Deadline, on: date, reason: str, words: str) -> Refusal | None:
    """Why leave to cross the bar may not be given; None if it may. Without a bar to cross there is none to give."""
    if refusal_by_bar(recovery, on) is None:
        because = "The recovery period is over, so there is no bar to override."
        return Refusal("nothing_to_override", because, recovery.source)
    if reason not in set(OverrideReason):
        return Refusal("no_reason", "Choose why the bar is overridden.", "house", "reason")
    if not words.strip():
        return Refusal("no_words", "Write what the override rests on.", "house", "words")
    return None


def refusal_to_review(contacted: frozenset[str], kind: ReferralKind, outcome: str) -> Refusal | None:
    """Why a review may not be concluded: somebody who must be contacted was not, or no outcome was chosen."""
    missing = [who.replace("_", " ") for who in asked_at_review(kind) if who not in contacted]
    if missing:
        because = f"Record first what these say, or that they were contacted: {', '.join(missing)}."
        return Refusal("not_contacted", because, "SEF-MONITOR", "contacted")
    if outcome not in set(ReviewOutcome):
        return Refusal("no_outcome", "Choose what the review found.", "SEF-MONITOR", "outcome")
    return None
