"""A case that walks at random under a law, and what somebody who trusts no rule remembers of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from opennrm.mechanism import conclusive_grounds, deadlines, decisions, reasonable_grounds, stages
from opennrm.mechanism import events as happened
from opennrm.mechanism.calendar import CALENDAR
from opennrm.mechanism.deadlines import ClockCause, Deadline, deadline_for, extended, recounted, refusal_by_bar
from opennrm.mechanism.decisions import Check, DecisionFacts
from opennrm.mechanism.events import Event
from opennrm.mechanism.fold import Entry, fold
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.stages import FINAL_STAGES, STEPS, Move, Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Nation, Outcome
from tests.mechanism.versions import NOW

PEOPLE = tuple(f"00000000-0000-4000-8000-00000000000{number}" for number in "123")
START = date(2026, 3, 2)
CASE: Any = {"subject": "C1", "case": "C1"}
EVERYBODY = frozenset(conclusive_grounds.TO_CONSULT)
FIRST, SECOND = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
PLAIN_MOVES = (
    Move.ACCEPT,
    Move.ASK_FOR_INFORMATION,
    Move.RECEIVE_INFORMATION,
    Move.END_RECOVERY,
    Move.REQUEST_RECONSIDERATION,
    Move.ACCEPT_RECONSIDERATION,
    Move.REFUSE_RECONSIDERATION,
    Move.SUSPEND,
    Move.RESUME,
    Move.TRANSFER,
    Move.WITHDRAW,
    Move.CLOSE,
)
Answer = Refusal | None


@dataclass(frozen=True)
class Law:
    """The rules that a walk asks, so that one of them can be broken on purpose."""

    refusal_to_move: Callable[..., Answer] = stages.refusal_to_move
    refusal_to_check: Callable[..., Answer] = decisions.refusal_to_check
    refusal_to_serve_first: Callable[..., Answer] = reasonable_grounds.refusal_to_serve
    refusal_to_serve_second: Callable[..., Answer] = conclusive_grounds.refusal_to_serve
    refusal_by_bar: Callable[..., Answer] = refusal_by_bar
    refusal_to_move_clock: Callable[..., Answer] = deadlines.refusal_to_move_clock


@dataclass
class Served:
    """A decision as somebody who trusts no rule remembers it: what it said, who wrote it, and who agreed to
    which words of whom."""

    kind: DecisionKind
    outcome: Outcome
    reasons: str
    author: str
    on: date
    agreed: list[tuple[str, str, str]] = field(default_factory=list)


class Walk(RuleBasedStateMachine):
    """A case, three people and a calendar."""

    law = Law()

    def __init__(self) -> None:
        super().__init__()
        self.day = START
        self.stage = Stage.TRIAGE
        self.calendar = CALENDAR
        self.written: DecisionFacts | None = None
        self.checks: tuple[Check, ...] = ()
        self.agreed: list[tuple[str, str, str]] = []
        self.served: list[Served] = []
        self.recovery: Deadline | None = None
        self.history: list[Entry] = []
        opened = happened.CaseOpened(**CASE, authority="one", stage=Stage.TRIAGE, received_on=START, owner_team="T1")
        self.clock = deadline_for(NOW, Rule.REASONABLE_GROUNDS_DECISION, START, Nation.ENGLAND)
        self.told_of_clock: list[tuple[date | None, ClockCause | None]] = [(self.clock.due_on, None)]
        self.record(opened, None)

    def record(self, event: Event, by: str | None) -> None:
        self.history.append(Entry(event.kind, event.facts(), datetime(2026, 3, 2, tzinfo=UTC), by))

    def may(self, move: Move) -> bool:
        return self.law.refusal_to_move(NOW, self.stage, move) is None

    def go(self, move: Move, event: Event, by: str) -> None:
        step = stages.step_of(NOW, self.stage, move)
        # Where a broken law lets a move be made that the table lacks, the case goes where the move leads elsewhere.
        self.stage = step.after if step else next(step.after for step in STEPS if step.move is move)
        self.record(event, by)

    @property
    def kind(self) -> DecisionKind | None:
        """The decision that the stage is about."""
        return next((kind for kind in DecisionKind if self.stage.startswith(kind.value)), None)

    def is_at(self, *ends: str) -> bool:
        return any(self.stage.endswith(end) for end in ends) and self.kind is not None

    @initialize(is_accepted=st.booleans(), is_positive=st.booleans())
    def the_case_begins_somewhere(self, is_accepted: bool, is_positive: bool) -> None:
        if is_accepted:
            self.go(Move.ACCEPT, self.event_of(Move.ACCEPT), PEOPLE[0])
        if is_accepted and is_positive:
            self.somebody_writes(Outcome.POSITIVE, "", PEOPLE[0])
            self.somebody_serves(PEOPLE[0])

    def moves_now(self) -> list[Move]:
        """The plain moves that the law allows; a walk does not leave before it has gone some way."""
        leaving = (Move.WITHDRAW, Move.CLOSE) if len(self.history) < 12 else ()
        return [move for move in PLAIN_MOVES if move not in leaving and self.may(move)]

    @precondition(lambda self: self.moves_now())
    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def somebody_moves_the_case(self, data: st.DataObject, by: str) -> None:
        move = data.draw(st.sampled_from(self.moves_now()))
        if move is Move.END_RECOVERY:
            assert self.recovery is not None
            if self.law.refusal_by_bar(self.recovery, self.day) is not None:
                return
        self.go(move, self.event_of(move), by)
        self.written, self.checks, self.agreed = None, (), []

    def event_of(self, move: Move) -> Event:
        day, grounds = self.day, (self.kind or FIRST).value
        made: dict[Move, Callable[[], Event]] = {
            Move.ACCEPT: lambda: happened.CaseAccepted(**CASE),
            Move.ASK_FOR_INFORMATION: lambda: happened.InformationRequested(**CASE, topics=("places",), asked_on=day),
            Move.RECEIVE_INFORMATION: lambda: happened.InformationReceived(**CASE, answer="given", received_on=day),
            Move.END_RECOVERY: lambda: happened.RecoveryEnded(**CASE, ended_on=day),
            Move.REQUEST_RECONSIDERATION: lambda: happened.ReconsiderationRequested(
                **CASE, decision=grounds, requester="support_provider", grounds=("new",), requested_on=day
            ),
            Move.ACCEPT_RECONSIDERATION: lambda: happened.ReconsiderationAccepted(**CASE, decision=grounds),
            Move.REFUSE_RECONSIDERATION: lambda: happened.ReconsiderationRefused(
                **CASE, decision=grounds, reason="nothing_new"
            ),
            Move.SUSPEND: lambda: happened.CaseSuspended(**CASE, reason="missing", review_on=day),
            Move.RESUME: lambda: happened.CaseResumed(**CASE, resumed_on=day),
            Move.TRANSFER: lambda: happened.CaseTransferred(
                **CASE, from_authority="one", to_authority="one", owner_team="T1"
            ),
            Move.WITHDRAW: lambda: happened.CaseWithdrawn(**CASE, way="written", withdrawn_on=day),
            Move.CLOSE: lambda: happened.CaseClosed(**CASE, reason="duplicate", closed_on=day),
        }
        return made[move]()

    @precondition(lambda self: self.is_at("_pending"))
    @rule(outcome=st.sampled_from(Outcome), reasons=st.sampled_from(["One.", "Two.", ""]), by=st.sampled_from(PEOPLE))
    def somebody_writes(self, outcome: Outcome, reasons: str, by: str) -> None:
        assert self.kind is not None
        standard = {FIRST: NOW.reasonable_grounds, SECOND: NOW.conclusive_grounds}[self.kind].standard.code
        self.written = DecisionFacts(
            kind=self.kind,
            outcome=outcome,
            standard=standard,
            guidance=NOW.guidance.code,
            reasons=reasons,
            written_by=by,
            version=NOW,
        )

    @precondition(lambda self: self.is_at("_pending") and self.written is not None)
    @rule()
    def its_author_puts_it_forward(self) -> None:
        assert self.written is not None
        assert self.kind is not None
        if self.kind is FIRST:
            refusal = reasonable_grounds.refusal_to_put_forward(self.written)
        else:
            assert self.recovery is not None
            refusal = conclusive_grounds.refusal_to_put_forward(self.written, self.recovery, self.day, EVERYBODY)
        if refusal is None:
            facts: Any = {
                "outcome": self.written.outcome,
                "text_hash": self.written.text_hash,
                "standard": self.written.standard,
                "guidance": self.written.guidance,
                "profile_version": NOW.version,
            }
            event = happened.ReasonableGroundsPutForward if self.kind is FIRST else happened.ConclusiveGroundsPutForward
            self.go(Move(f"put_forward_{self.kind}"), event(**CASE, **facts), self.written.written_by)

    @precondition(lambda self: self.is_at("_to_check") and self.written is not None)
    @rule(by=st.sampled_from(PEOPLE), agrees=st.booleans())
    def somebody_checks(self, by: str, agrees: bool) -> None:
        assert self.written is not None
        assert self.kind is not None
        if self.law.refusal_to_check(self.written, by) is not None:
            return
        if not agrees:
            self.go(Move(f"return_{self.kind}"), happened.DecisionReturned(**CASE, decision=self.kind), by)
            return
        self.checks = (*self.checks, Check(by, self.written.text_hash))
        self.agreed.append((by, self.written.reasons, self.written.written_by))
        signed = happened.DecisionCountersigned(**CASE, text_hash=self.written.text_hash, decision=self.kind)
        self.go(Move(f"countersign_{self.kind}"), signed, by)

    @precondition(lambda self: self.is_at("_checked") and self.written is not None)
    @rule(reasons=st.sampled_from(["Three.", "Four."]), in_place=st.booleans())
    def its_author_edits_it_after_the_check(self, reasons: str, in_place: bool) -> None:
        assert self.written is not None
        assert self.kind is not None
        voided = happened.CountersignatureVoided(**CASE, text_hash=self.written.text_hash, decision=self.kind)
        by = self.written.written_by
        self.written = replace(self.written, reasons=reasons)
        if not in_place:
            self.go(Move(f"change_{self.kind}"), voided, by)

    @precondition(lambda self: self.is_at("_pending", "_checked") and self.written is not None)
    @rule(by=st.sampled_from(PEOPLE))
    def somebody_serves(self, by: str) -> None:
        assert self.written is not None
        assert self.kind is not None
        move = Move(f"serve_{self.written.outcome}_{self.kind}")
        if not self.may(move) or self.refusal_to_serve(self.written) is not None:
            return
        decided = happened.ReasonableGroundsDecided if self.kind is FIRST else happened.ConclusiveGroundsDecided
        event = decided(
            **CASE,
            outcome=self.written.outcome,
            text_hash=self.written.text_hash,
            decided_on=self.day,
            days=(self.day - START).days,
        )
        served = Served(self.kind, self.written.outcome, self.written.reasons, self.written.written_by, self.day)
        served.agreed = list(self.agreed)
        self.served.append(served)
        if self.kind is FIRST and self.written.outcome is Outcome.POSITIVE:
            self.recovery = deadline_for(NOW, Rule.RECOVERY_PERIOD, self.day, Nation.ENGLAND)
        self.go(move, event, by)
        self.written, self.checks, self.agreed = None, (), []

    def refusal_to_serve(self, written: DecisionFacts) -> Answer:
        if written.kind is FIRST:
            return self.law.refusal_to_serve_first(written, self.checks)
        return self.law.refusal_to_serve_second(written, self.checks, self.recovery, self.day)

    @rule(days=st.sampled_from([30, 1, 29]))
    def days_go_by(self, days: int) -> None:
        self.day += timedelta(days=days)

    @precondition(lambda self: len(self.told_of_clock) < 4 and not self.stage.endswith(("_to_check", "_checked")))
    @rule(day=st.dates(START, START + timedelta(days=9)))
    def a_holiday_is_proclaimed(self, day: date) -> None:
        version = f"{self.calendar.version}-again"
        self.calendar = self.calendar.with_holiday(day, "A holiday", frozenset(Nation), version)
        self.offer_clock(recounted(self.clock, self.calendar))

    @precondition(lambda self: len(self.told_of_clock) < 4 and not self.stage.endswith(("_to_check", "_checked")))
    @rule(days=st.integers(1, 3), says_why=st.booleans())
    def somebody_moves_the_clock(self, days: int, says_why: bool) -> None:
        offered = extended(self.clock, days, ClockCause.EXTENSION, self.calendar)
        self.offer_clock(offered if says_why else replace(offered, cause=None))

    def offer_clock(self, offered: Deadline) -> None:
        if self.law.refusal_to_move_clock(self.clock, offered) is None:
            if offered != self.clock:
                self.told_of_clock.append((offered.due_on, offered.cause))
            self.clock = offered

    @invariant()
    def no_negative_is_served_without_its_second_officer(self) -> None:
        for served in self.served:
            if served.outcome is Outcome.NEGATIVE:
                assert served.reasons
                others = [words for who, words, _ in served.agreed if who != served.author]
                assert served.reasons in others, "a negative went out in words that no second officer agreed to"

    @invariant()
    def nobody_checks_their_own(self) -> None:
        own = [who for who, _, author in self.agreed if who == author]
        assert not own, "somebody checked their own decision"

    @invariant()
    def no_conclusive_decision_comes_before_recovery_is_over(self) -> None:
        positives = [one.on for one in self.served if (one.kind, one.outcome) == (FIRST, Outcome.POSITIVE)]
        for served in self.served:
            if served.kind is SECOND:
                assert served.on >= positives[-1] + timedelta(days=30), "recovery was cut short"

    @invariant()
    def the_clock_moves_only_by_a_recorded_cause_and_explains_itself(self) -> None:
        assert self.told_of_clock[-1][0] == self.clock.due_on
        assert all(cause is not None for _, cause in self.told_of_clock[1:]), "a clock moved silently"
        told = self.clock.explain()
        assert (self.clock.cause is None) or "recorded cause" in told

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        ways = [move for move in Move if self.may(move)]
        assert bool(ways) is (self.stage not in FINAL_STAGES), "a dead end"

    def teardown(self) -> None:
        assert fold(self.history).stage is self.stage
