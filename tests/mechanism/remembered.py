"""What somebody who trusts no rule remembers of a walk, and what they would never accept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from opennrm.mechanism.deadlines import ClockCause
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Outcome

FIRST, SECOND = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
NEEDS: dict[Stage, tuple[DecisionKind, Outcome]] = {
    Stage.REASONABLE_GROUNDS_NEGATIVE: (FIRST, Outcome.NEGATIVE),
    Stage.REASONABLE_GROUNDS_RECONSIDERATION: (FIRST, Outcome.NEGATIVE),
    Stage.RECOVERY: (FIRST, Outcome.POSITIVE),
    Stage.SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS: (FIRST, Outcome.POSITIVE),
    Stage.CONCLUSIVE_GROUNDS_PENDING: (FIRST, Outcome.POSITIVE),
    Stage.CONCLUSIVE_GROUNDS_BEFORE_PANEL: (FIRST, Outcome.POSITIVE),
    Stage.CONCLUSIVE_GROUNDS_PANEL_DECIDED: (FIRST, Outcome.POSITIVE),
    Stage.CONCLUSIVE_GROUNDS_TO_CHECK: (FIRST, Outcome.POSITIVE),
    Stage.CONCLUSIVE_GROUNDS_CHECKED: (FIRST, Outcome.POSITIVE),
    Stage.CONCLUSIVE_GROUNDS_UNDER_REVIEW: (FIRST, Outcome.POSITIVE),
    Stage.CONCLUSIVE_GROUNDS_REVIEWED: (FIRST, Outcome.POSITIVE),
    Stage.CONCLUSIVE_GROUNDS_POSITIVE: (SECOND, Outcome.POSITIVE),
    Stage.CONCLUSIVE_GROUNDS_NEGATIVE: (SECOND, Outcome.NEGATIVE),
    Stage.CONCLUSIVE_GROUNDS_RECONSIDERATION: (SECOND, Outcome.NEGATIVE),
}
"""Stages in which nobody can stand without this having been the last decision of its kind."""
BEFORE_THE_FIRST = frozenset(
    {
        Stage.TRIAGE,
        Stage.REASONABLE_GROUNDS_PENDING,
        Stage.RETURNED_FOR_INFORMATION,
        Stage.REASONABLE_GROUNDS_BEFORE_PANEL,
        Stage.REASONABLE_GROUNDS_PANEL_DECIDED,
        Stage.REASONABLE_GROUNDS_TO_CHECK,
        Stage.REASONABLE_GROUNDS_CHECKED,
        Stage.REASONABLE_GROUNDS_UNDER_REVIEW,
        Stage.REASONABLE_GROUNDS_REVIEWED,
        Stage.SUSPENDED_BEFORE_REASONABLE_GROUNDS,
    }
)
"""Stages in which nobody can stand once a first decision was positive."""


@dataclass
class Served:
    """A decision that went out: what it said, who wrote it, and who agreed to which words of whom."""

    kind: DecisionKind
    outcome: Outcome
    reasons: str
    author: str
    on: date
    agreed: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Remembered:
    """What went out, who agreed to what, how each clock moved, and until when recovery had to last.

    `always` says whether the era has every decision checked, or negatives only.
    """

    always: bool
    went_out: list[Served] = field(default_factory=list)
    agreed: list[tuple[str, str, str]] = field(default_factory=list)
    clocks: dict[Rule, list[tuple[date | None, ClockCause | None]]] = field(default_factory=dict)
    bar: date | None = None
    leave: date | None = None

    def served(self, decision: Served) -> None:
        """A decision went out."""
        decision.agreed = list(self.agreed)
        self.went_out.append(decision)
        if decision.kind is SECOND:
            self._recovery_is_over(decision.on)

    def recovery_began(self, day: date, length: int) -> None:
        """The bar stands so many days later."""
        self.bar = day + timedelta(days=length)

    def recovery_lengthened(self, days: int) -> None:
        """The bar moved; leave to cross the earlier one is leave no longer."""
        assert self.bar is not None
        self.bar += timedelta(days=days)

    def leave_given(self) -> None:
        """Somebody allowed the bar, as it stands now, to be crossed."""
        self.leave = self.bar

    def recovery_ended(self, day: date) -> None:
        """The period was ended."""
        self._recovery_is_over(day)

    def _recovery_is_over(self, day: date) -> None:
        assert self.bar is not None, "there was no recovery"
        assert day >= self.bar or self.leave == self.bar, "recovery was cut short"

    def closed(self, stage: Stage, reason: str) -> None:
        """After a decision that stands, only a death closes a case."""
        decided = stage.endswith("_grounds_negative") or stage is Stage.CONCLUSIVE_GROUNDS_POSITIVE
        assert not decided or reason == "died", "a decided case was closed"

    def nothing_was_served_before_its_checks(self) -> None:
        """Every negative, and in some eras every decision, in words that somebody other than its author agreed to."""
        for out in self.went_out:
            if out.outcome is Outcome.NEGATIVE:
                assert out.reasons, "a negative went out without reasons"
            if self.always or out.outcome is Outcome.NEGATIVE:
                others = [words for who, words, _ in out.agreed if who != out.author]
                assert out.reasons in others, "a decision went out in words that no second officer agreed to"
        own = [who for who, _, author in self.agreed if who == author]
        assert not own, "somebody checked their own decision"

    def stands_where_it_can(self, stage: Stage) -> None:
        """Nobody stands in a stage that the decisions made so far do not lead to."""
        last = {out.kind: out.outcome for out in self.went_out}
        if stage in NEEDS:
            kind, outcome = NEEDS[stage]
            assert last.get(kind) is outcome, "a case stands where it cannot"
        if stage in BEFORE_THE_FIRST:
            assert last.get(FIRST) is not Outcome.POSITIVE, "a case stands where it cannot"
