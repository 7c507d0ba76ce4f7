"""What differs between the two decisions: their stages, moves, events, columns, and what bars the second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from opennrm.cases.actions.bars import override_of, recovery_of
from opennrm.cases.models import Case, Consultation, Decision, ReconsiderationRequest
from opennrm.mechanism import conclusive_grounds, reasonable_grounds
from opennrm.mechanism.conclusive_grounds import Purpose
from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.events import (
    ConclusiveGroundsDecided,
    ConclusiveGroundsPutForward,
    ReasonableGroundsDecided,
    ReasonableGroundsPutForward,
)
from opennrm.mechanism.profiles.profile import DecisionRules, ProfileVersion
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.stages import Move, Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Outcome, ReferralKind

PutForward = type[ReasonableGroundsPutForward] | type[ConclusiveGroundsPutForward]
Decided = type[ReasonableGroundsDecided] | type[ConclusiveGroundsDecided]


@dataclass(frozen=True, slots=True)
class Grounds:
    """One of the two decisions, as the actions see it.

    `met` is the clock that serving it meets; `follows` the clocks that then begin, by the outcome.
    """

    kind: DecisionKind
    put_forward: PutForward
    decided: Decided
    met: Rule
    follows: Mapping[Outcome, tuple[Rule, ...]]

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return self.kind.value.replace("_", " ")

    @property
    def countersigned(self) -> tuple[Stage, ...]:
        """Where a case stands once the decision is countersigned and before it is served."""
        return tuple(Stage(f"{self.kind.value}_{way}") for way in ("checked", "under_review", "reviewed"))

    def move(self, doing: str) -> Move:
        """The move of this decision that does something, such as `put_forward`."""
        return Move(f"{doing}_{self.kind.value}")

    def rules(self, version: ProfileVersion) -> DecisionRules:
        """How a profile's version has it made."""
        return version.deciding(self.kind)

    def outcome_in(self, case: Case) -> str:
        """What was decided in a case; empty before."""
        return str(getattr(case, self.kind.value))

    def set_outcome(self, case: Case, outcome: str, day: date | None) -> tuple[str, str]:
        """Write the outcome into a locked case; gives the columns that changed."""
        columns = (self.kind.value, f"{self.kind.value}_on")
        for column, value in zip(columns, (outcome, day), strict=True):
            setattr(case, column, value)
        return columns


FIRST, SECOND = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
GROUNDS: dict[DecisionKind, Grounds] = {
    FIRST: Grounds(
        kind=FIRST,
        put_forward=ReasonableGroundsPutForward,
        decided=ReasonableGroundsDecided,
        met=Rule.REASONABLE_GROUNDS_DECISION,
        follows={
            Outcome.POSITIVE: (Rule.RECOVERY_PERIOD, Rule.RECOVERY_REVIEW, Rule.CONCLUSIVE_GROUNDS_DECISION),
            Outcome.NEGATIVE: (Rule.RECONSIDERATION_REQUEST, Rule.EXIT_PERIOD),
        },
    ),
    SECOND: Grounds(
        kind=SECOND,
        put_forward=ConclusiveGroundsPutForward,
        decided=ConclusiveGroundsDecided,
        met=Rule.CONCLUSIVE_GROUNDS_DECISION,
        follows={
            Outcome.POSITIVE: (Rule.MOVE_ON,),
            Outcome.NEGATIVE: (Rule.RECONSIDERATION_REQUEST, Rule.EXIT_PERIOD),
        },
    ),
}


def grounds_of(decision: Decision) -> Grounds:
    """What a written decision is about."""
    return GROUNDS[DecisionKind(decision.kind)]


def refusal_to_put_forward(case: Case, facts: DecisionFacts, on: date) -> Refusal | None:
    """Why a decision may not be put forward in a locked case; None if it may."""
    if facts.kind is FIRST:
        return reasonable_grounds.refusal_to_put_forward(facts)
    to_consult = conclusive_grounds.whom_to_consult(ReferralKind(case.kind))
    return conclusive_grounds.refusal_to_put_forward(
        facts,
        recovery_of(case, facts.version),
        on,
        consulted_in(case),
        override_of(case, Rule.RECOVERY_PERIOD),
        to_consult=to_consult,
    )


def refusal_to_serve(
    case: Case, facts: DecisionFacts, checks: tuple[Check, ...], on: date, reviews: tuple[Check, ...] = ()
) -> Refusal | None:
    """Why a decision may not be served in a locked case with the checks and reviews it has; None if it may."""
    if facts.kind is FIRST:
        return reasonable_grounds.refusal_to_serve(facts, checks, reviews)
    recovery, override = recovery_of(case, facts.version), override_of(case, Rule.RECOVERY_PERIOD)
    return conclusive_grounds.refusal_to_serve(facts, checks, recovery, on, override, reviews=reviews)


def consulted_in(case: Case) -> frozenset[str]:
    """With whom a case was discussed, or who is not part of it, as codes.

    Where a decision is made afresh, only since then: what was said before it belongs to the decision that fell.
    """
    recorded = Consultation.objects.filter(case=case, purpose=Purpose.SECOND_DECISION.value)
    afresh = ReconsiderationRequest.objects.filter(case=case, state="accepted").order_by("-answered_at").first()
    if afresh is not None:
        recorded = recorded.filter(recorded_at__gte=afresh.answered_at)
    return frozenset(recorded.values_list("with_whom", flat=True))
