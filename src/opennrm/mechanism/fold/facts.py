"""Where a case stands by its events alone, and what is wrong with a history that cannot have happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from opennrm.mechanism.panels.deciding import PanelResult
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.vocabulary import DecisionKind, Outcome


class BrokenHistory(ValueError):
    """The events of a case cannot have happened in this order; `position` counts them from 0."""

    def __init__(self, position: int, because: str) -> None:
        super().__init__(f"Event {position}: {because}")
        self.position = position
        self.because = because


class Broken(Exception):
    """What is wrong with one event, before its position is known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the history stores it: its kind, facts (JSON), moment, and the id of who did it, if somebody did."""

    kind: str
    facts: Mapping[str, Any]
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFacts:
    """A clock as its events leave it; it runs until it is met or stopped."""

    rule: str
    limit_kind: str
    starts_on: date
    due_on: date | None
    calendar_version: str
    explanation_hash: str | None = None
    causes: tuple[str, ...] = ()
    met_on: date | None = None
    stopped_on: date | None = None

    @property
    def is_running(self) -> bool:
        """Does it still wait for something?"""
        return self.met_on is None and self.stopped_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionState:
    """A decision as its events leave it: the text put forward or served, who put it forward, who signed which text."""

    outcome: Outcome | None = None
    put_forward_hash: str | None = None
    put_forward_by: str | None = None
    countersigned_hash: str | None = None
    countersigned_by: str | None = None
    asked_hash: str | None = None
    reviewed_hash: str | None = None
    """The text that went to independent review, and the one that came through it."""
    panel: PanelResult | None = None
    """What a panel came to, where one decides."""
    served_hash: str | None = None
    decided_on: date | None = None
    profile: str | None = None
    profile_version: str | None = None
    """The rules it was made under; None where it was not served, or where its history is older than these facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """What independent reviewers said of a decision: how often they sent it back, and whether an answer is owed."""

    sent_back: int = 0
    owes_answer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """A request for information as its events leave it."""

    answer: str = ""
    chased: int = 0
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Where a case stands by its events alone."""

    stage: Stage | None = None
    referral_kind: str | None = None
    age_answer: str | None = None
    nation: str | None = None
    authority: str | None = None
    owner: str | None = None
    owner_team: str | None = None
    received_on: date | None = None
    profile: str | None = None
    profile_version: str | None = None
    answers_hash: str | None = None
    evidence: tuple[str, ...] = ()
    review_on: date | None = None
    suspensions: tuple[tuple[date, date | None], ...] = ()
    ended_because: str = ""
    ended_on: date | None = None
    left_stage: Stage | None = None
    decisions: Mapping[DecisionKind, DecisionState] = field(
        default_factory=lambda: {kind: DecisionState() for kind in DecisionKind}
    )
    reviews: Mapping[DecisionKind, ReviewFacts] = field(
        default_factory=lambda: {kind: ReviewFacts() for kind in DecisionKind}
    )
    looked_at: tuple[tuple[str, int, str, str], ...] = ()
    """What went to independent review: the hash of the text, the round, asked, accepted, sent_back or ended, and the
    opinion, empty before there is one."""
    before_panels: tuple[tuple[str, str, str, tuple[str, ...]], ...] = ()
    """What was put before panels: the decision, waiting, decided, taken_back or made_afresh, the outcome or empty, and
    who was heard, the chair first."""
    disqualifications: tuple[tuple[str, str, str, str], ...] = ()
    """Of each: the hash of its text, proposed, agreed or returned, who proposed it, and who checked it or nothing."""
    clocks: Mapping[str, ClockFacts] = field(default_factory=dict)
    overrides: Mapping[str, date] = field(default_factory=dict)
    """By the rule of a bar, the last day of the bar that there is leave to cross."""
    requests: Mapping[str, RequestFacts] = field(default_factory=dict)
    texts: tuple[tuple[str, str], ...] = ()
    """What was said or written between the decisions: the kind of event that recorded it, and its hash."""

    wishes: tuple[tuple[str, str], ...] = ()
    """The person's wishes: the hash of each, and whether it waits, was confirmed or was not."""
    ended_clocks: tuple[tuple[str, date, date | None, str], ...] = ()
    """What has ended of the clocks: the rule, from when until when it ran, and why it ended."""

    def decision(self, kind: DecisionKind) -> DecisionState:
        """The state of one of the two decisions."""
        return self.decisions[kind]


Take = Callable[[CaseFacts, Entry], CaseFacts]
"""What an event does to the facts; raises `Broken`."""


def day_in(text: str) -> date:
    """A day as facts hold it."""
    return date.fromisoformat(text)


def day_or_none(text: str | None) -> date | None:
    """A day that facts may leave out."""
    return None if text is None else day_in(text)
