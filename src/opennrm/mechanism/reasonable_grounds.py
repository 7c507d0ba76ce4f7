"""The first decision: are there reasonable grounds to believe that the person is a victim?"""

from __future__ import annotations

from opennrm.mechanism.decisions import (
    Check,
    DecisionFacts,
    needs_second_officer,
    refusal_of_content,
    refusal_to_check,
    refusal_without_second_officer,
)
from opennrm.mechanism.independent_review import refusal_without_review
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import DecisionKind

__all__ = ["refusal_to_check", "refusal_to_put_forward", "refusal_to_serve"]


def refusal_to_put_forward(decision: DecisionFacts) -> Refusal | None:
    """Why a decision may not be put forward for a second officer's check; None if it may.

    A positive decision that needs no second officer is served, not put forward.
    """
    refusal = _refusal_of_kind(decision) or refusal_of_content(decision)
    if refusal is not None:
        return refusal
    if not needs_second_officer(decision.rules, decision.outcome):
        because = "This decision needs no second officer. Serve it."
        return Refusal("needs_no_second_officer", because, decision.rules.second_officer_source)
    return None


def refusal_to_serve(
    decision: DecisionFacts, checks: tuple[Check, ...] = (), reviews: tuple[Check, ...] = ()
) -> Refusal | None:
    """Why a decision may not be served with the checks and the independent reviews it has; None if it may."""
    return (
        _refusal_of_kind(decision)
        or refusal_of_content(decision)
        or refusal_without_second_officer(decision, checks)
        or refusal_without_review(decision, reviews)
    )


def _refusal_of_kind(decision: DecisionFacts) -> Refusal | None:
    if decision.kind is DecisionKind.REASONABLE_GROUNDS:
        return None
    return Refusal("another_decision", "This is not a decision on reasonable grounds.", "house")
