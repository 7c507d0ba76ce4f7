"""A made-up case as its office keeps it, and its history beside it, folded event by event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from opennrm.mechanism.deadlines import Deadline, Override
from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.fold import CaseFacts, Entry
from opennrm.mechanism.panels.deciding import PanelResult
from opennrm.mechanism.profiles.profile import Review, Situation
from opennrm.mechanism.serving import Address
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Nation, ReferralKind


@dataclass
class Memory:
    """What the onlooker remembers of a case, by what happened alone."""

    author: dict[str, str] = field(default_factory=dict)
    """Who put which text forward."""
    checked: set[tuple[str, str]] = field(default_factory=set)
    reviewed: dict[str, frozenset[str]] = field(default_factory=dict)
    panel: tuple[str, frozenset[str]] | None = None
    """What a panel came to, and who was there with its chair."""
    bar: date | None = None
    leave: date | None = None
    stands: dict[str, str] = field(default_factory=dict)
    """The outcome of each decision that was served and not taken up anew."""
    letters: list[tuple[str, str]] = field(default_factory=list)


@dataclass(eq=False)
class Case:
    """Where it stands, whose it is, its clocks, and what is being written; `facts` is its history, folded so far."""

    reference: str
    profile: str
    kind: ReferralKind
    nation: Nation
    situations: frozenset[Situation]
    received_on: date
    addresses: tuple[Address, ...]
    authority: str = ""
    stage: Stage = Stage.TRIAGE
    left: Stage | None = None
    ended_because: str = ""
    ended_on: date | None = None
    clocks: dict[Rule, Deadline] = field(default_factory=dict)
    running: set[Rule] = field(default_factory=set)
    override: Override | None = None
    review_on: date | None = None
    written: DecisionFacts | None = None
    checks: tuple[Check, ...] = ()
    reviews: tuple[Check, ...] = ()
    review: Review | None = None
    sent_back: dict[DecisionKind, int] = field(default_factory=lambda: dict.fromkeys(DecisionKind, 0))
    owed: set[DecisionKind] = field(default_factory=set)
    result: PanelResult | None = None
    served: int = 0
    asked: int = 0
    looked_on: date = date.min
    entries: list[Entry] = field(default_factory=list)
    facts: CaseFacts = field(default_factory=CaseFacts)
    memory: Memory = field(default_factory=Memory)

    @property
    def about(self) -> DecisionKind:
        """The decision that the stage is about."""
        is_first = self.stage.value.startswith(DecisionKind.REASONABLE_GROUNDS.value)
        return DecisionKind.REASONABLE_GROUNDS if is_first else DecisionKind.CONCLUSIVE_GROUNDS

    def forget_what_was_written(self) -> None:
        """It is written anew."""
        self.written, self.checks, self.reviews = None, (), ()
