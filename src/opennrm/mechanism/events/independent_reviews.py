"""What can happen to a negative decision before it is served: independent reviewers look at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from opennrm.mechanism.events.event import Account, Code, Event, Hash, Reference

__all__ = [
    "IndependentOpinionGiven",
    "IndependentReviewAnswered",
    "IndependentReviewAsked",
    "IndependentReviewGiven",
    "IndependentReviewSentBack",
    "IndependentReviewerDeclared",
    "IndependentReviewerNamed",
    "IndependentReviewerStoodAside",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentReviewAsked(Event):
    """A decision that was countersigned went to independent reviewers; `round` counts from 1."""

    decision: Code
    text_hash: Hash
    body: Code
    round: int

    sentence: ClassVar[str] = "The negative decision on {decision} went to independent review (round {round})."


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentReviewerNamed(Event):
    """Somebody was asked to review; `review` is the id of the review."""

    review: Reference
    reviewer: Account

    sentence: ClassVar[str] = "{reviewer} was named to review independently."


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentReviewerDeclared(Event):
    """A reviewer said, before reading anything, that they have no interest in the case."""

    review: Reference

    sentence: ClassVar[str] = "A reviewer declared that they have no interest in the case, and may now read it."


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentReviewerStoodAside(Event):
    """A reviewer will not review this decision, for a coded reason."""

    review: Reference
    reviewer: Account
    because: Code

    sentence: ClassVar[str] = "{reviewer} does not review this decision: {because}."


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentOpinionGiven(Event):
    """A reviewer gave their opinion, known by its hash. Its subject is the review, and it names no case: who works on
    the case is told neither that there is one, nor whose, nor how many, before all have spoken."""

    opinion_hash: Hash

    sentence: ClassVar[str] = "A reviewer gave their opinion."


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentReviewGiven(Event):
    """The reviewers have spoken, and the decision goes on as it reads; `days` are counted from when they were asked."""

    decision: Code
    text_hash: Hash
    opinion: Code
    round: int
    days: int
    reviewers: tuple[Account, ...]
    """Whose opinions were counted."""

    sentence: ClassVar[str] = "Independent review of the decision on {decision}: {opinion}, after {days} days."


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentReviewSentBack(Event):
    """The reviewers asked the authority to look at the decision again."""

    decision: Code
    text_hash: Hash
    round: int
    days: int
    reviewers: tuple[Account, ...]

    sentence: ClassVar[str] = (
        "Independent review asked for the decision on {decision} to be looked at again, after {days} days."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndependentReviewAnswered(Event):
    """The authority said what it looked at again, and what came of it."""

    decision: Code
    text_hash: Hash

    sentence: ClassVar[str] = "The authority answered the independent reviewers on {decision}."
