"""What reviews came to: how many days they add, how often another look is asked for, and how often that changes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from uuid import UUID

from opennrm.cases.independent_reviews import ReviewOutcome, outcomes_after_review
from opennrm.mechanism.independent_review import Opinion
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission


@dataclass(frozen=True, slots=True)
class Measured:
    """Reviews of one kind of decision: of the decisions that were reviewed and then made (`decided`), the median days
    that review added, all rounds together, how many were sent back, and how many of these came out positive.

    `given` counts the reviews, also of decisions that are not made yet.
    """

    kind: str
    given: int
    decided: int
    median_days: float | None
    sent_back: int
    overturned: int


def measured(actor: Actor) -> list[Measured]:
    """What the reviews of the actor's teams came to, by kind of decision; nothing where none was given."""
    found = outcomes_after_review(actor.teams_for(Permission.CONVENE_REVIEWS))
    return [_of_kind(kind.value, given) for kind in DecisionKind if (given := _given(found, kind))]


def _given(found: Iterable[ReviewOutcome], kind: DecisionKind) -> list[ReviewOutcome]:
    return [each for each in found if each.kind == kind.value]


def _of_kind(kind: str, given: list[ReviewOutcome]) -> Measured:
    decisions: dict[UUID, list[ReviewOutcome]] = defaultdict(list)
    for each in given:
        if each.decision_id is not None:
            decisions[each.decision_id].append(each)
    sent_back = [each for each in decisions.values() if any(one.opinion == Opinion.RECONSIDER for one in each)]
    return Measured(
        kind=kind,
        given=len(given),
        decided=len(decisions),
        median_days=median(sum(one.days for one in each) for each in decisions.values()) if decisions else None,
        sent_back=len(sent_back),
        overturned=sum(each[0].outcome == Outcome.POSITIVE for each in sent_back),
    )
