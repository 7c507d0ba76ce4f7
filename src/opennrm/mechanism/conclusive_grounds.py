"""The second decision: on the balance of probabilities, is the person a victim? Never before recovery is over."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from opennrm.mechanism.deadlines import Deadline, Override, refusal_by_bar
from opennrm.mechanism.decisions import (
    Check,
    DecisionFacts,
    needs_second_officer,
    refusal_of_content,
    refusal_without_second_officer,
)
from opennrm.mechanism.independent_review import refusal_without_review
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import DecisionKind, Outcome, ReferralKind


class Purpose(StrEnum):
    """What a case was discussed for."""

    SECOND_DECISION = "second_decision"
    RECOVERY_REVIEW = "recovery_review"


TO_CONSULT = ("first_responder", "police", "support_provider")
"""With whom a negative is discussed first, as far as they are in the case; a child's local authority as well."""
OF_A_CHILD = "local_authority"


def whom_to_consult(kind: ReferralKind) -> tuple[str, ...]:
    """With whom a negative is discussed first, as codes. Source: SEF-CGNEG."""
    return (*TO_CONSULT, OF_A_CHILD) if kind is ReferralKind.CHILD else TO_CONSULT


def refusal_to_put_forward(
    decision: DecisionFacts,
    recovery: Deadline,
    on: date,
    consulted: frozenset[str],
    override: Override | None = None,
    *,
    to_consult: tuple[str, ...] = TO_CONSULT,
) -> Refusal | None:
    """Why a decision may not be put forward for a second officer's check; None if it may.

    `recovery` is the case's recovery period; `consulted` names those with whom the case was discussed (or who are not
    part of it), of those `to_consult`; `override` is the recorded leave to decide before recovery is over.
    """
    refusal = _refusal_before_serving(decision, recovery, on, override)
    refusal = refusal or _refusal_to_decide_alone(decision, consulted, to_consult)
    if refusal is not None:
        return refusal
    if not needs_second_officer(decision.rules, decision.outcome):
        because = "This decision needs no second officer. Serve it."
        return Refusal("needs_no_second_officer", because, decision.rules.second_officer_source)
    return None


def refusal_before_panel(consulted: frozenset[str], kind: ReferralKind) -> Refusal | None:
    """Why a case may not go before a panel: it may come to a negative, which is discussed first. Source: SEF-CGNEG."""
    return _refusal_without_consulting(consulted, whom_to_consult(kind))


def refusal_to_serve(
    decision: DecisionFacts,
    checks: tuple[Check, ...],
    recovery: Deadline,
    on: date,
    override: Override | None = None,
    *,
    reviews: tuple[Check, ...] = (),
) -> Refusal | None:
    """Why a decision may not be served with the checks and independent reviews it has on a day; None if it may."""
    refusal = _refusal_before_serving(decision, recovery, on, override)
    refusal = refusal or refusal_without_second_officer(decision, checks)
    return refusal or refusal_without_review(decision, reviews)


def _refusal_before_serving(
    decision: DecisionFacts, recovery: Deadline, on: date, override: Override | None
) -> Refusal | None:
    if decision.kind is not DecisionKind.CONCLUSIVE_GROUNDS:
        return Refusal("another_decision", "This is not a decision on conclusive grounds.", "house")
    return refusal_of_content(decision) or refusal_by_bar(recovery, on, override)


def _refusal_to_decide_alone(
    decision: DecisionFacts, consulted: frozenset[str], to_consult: tuple[str, ...]
) -> Refusal | None:
    return None if decision.outcome is Outcome.POSITIVE else _refusal_without_consulting(consulted, to_consult)


def _refusal_without_consulting(consulted: frozenset[str], to_consult: tuple[str, ...]) -> Refusal | None:
    missing = [who.replace("_", " ") for who in to_consult if who not in consulted]
    if not missing:
        return None
    because = f"Discuss the case first with the {', '.join(missing)}, or record that they are not part of it."
    return Refusal("not_consulted", because, "SEF-CGNEG", "consulted")
