"""The recovery period: when it may end, what may lengthen it, and who is asked on its day of review."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from opennrm.mechanism.deadlines import Deadline, Override, refusal_by_bar
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import ReferralKind

LONGEST_EXTENSION = 365
"""Days by which one extension may lengthen it; a slip of the keyboard is more likely than a longer one."""


class ExtensionReason(StrEnum):
    """Why recovery is lengthened. The first three are SEF-MONITOR's; the last needs words."""

    SERIOUS_HEALTH = "serious_health"
    SEVERE_MENTAL_HEALTH = "severe_mental_health"
    VICTIM_INTIMIDATION = "victim_intimidation"
    OTHER = "other"


REASONS_TO_OVERRIDE: dict[Rule, tuple[str, ...]] = {
    Rule.RECOVERY_PERIOD: ("person_asked", "person_at_risk_by_waiting", "court_order"),
    Rule.RECONSIDERATION_REQUEST: ("exceptional_circumstances",),
}
"""Why a bar may be crossed. That of the request is RECON-ANNEX's; no source lists those for recovery: they are ours."""


class RepresentationSource(StrEnum):
    """Who can put something to the authority about recovery."""

    SUPPORT_PROVIDER = "support_provider"
    FIRST_RESPONDER = "first_responder"
    PERSON = "person"


class RepresentationOutcome(StrEnum):
    """What representations led to."""

    EXTENDED = "extended"
    NOT_EXTENDED = "not_extended"
    NOTED = "noted"


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


def refusal_to_override(bar: Deadline, on: date, reason: str, words: str) -> Refusal | None:
    """Why leave to cross a bar may not be given; None if it may. Without a bar in the way there is none to give."""
    reasons = REASONS_TO_OVERRIDE.get(bar.rule, ())
    if not reasons or refusal_by_bar(bar, on) is None:
        because = f"The {bar.rule.words} bars nothing today, so there is nothing to override."
        return Refusal("nothing_to_override", because, bar.source)
    if reason not in reasons:
        return Refusal("no_reason", "Choose why the bar is overridden.", "house", "reason")
    if not words.strip():
        return Refusal("no_words", "Write what the override rests on.", "house", "words")
    return None


def refusal_of_representation(source: str, text: str, received_on: date | None, on: date) -> Refusal | None:
    """Why this cannot be recorded as representations on a day; None if it can."""
    if source not in set(RepresentationSource):
        return Refusal("no_source", "Choose who made the representations.", "SEF-MONITOR", "source")
    if received_on is None or received_on > on:
        return Refusal("no_day", "Give the day on which they came: today or earlier.", "house", "received_on-day")
    if not text.strip():
        return Refusal("no_text", "Write what they say.", "house", "text")
    return None


def refusal_to_answer(outcome: str, answer: str, *, was_extended: bool) -> Refusal | None:
    """Why representations may not be answered so; None if they may. "Extended" is said of what was extended since."""
    if outcome not in set(RepresentationOutcome):
        return Refusal("no_outcome", "Choose what the representations led to.", "house", "outcome")
    if outcome == RepresentationOutcome.EXTENDED and not was_extended:
        because = "Recovery has not been extended since these came. Extend it first."
        return Refusal("not_extended", because, "house", "outcome")
    if not answer.strip():
        return Refusal("no_answer", "Write the answer.", "house", "answer")
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
