"""A case that walks at random under a law, and what somebody who trusts no rule remembers of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from opennrm.mechanism import conclusive_grounds, reasonable_grounds, recovery, stages
from opennrm.mechanism import events as happened
from opennrm.mechanism.calendar import CALENDAR, in_words
from opennrm.mechanism.deadlines import CALENDAR_DAYS, ClockCause, Deadline, Override, extended, recounted
from opennrm.mechanism.decisions import Check, DecisionFacts, needs_second_officer
from opennrm.mechanism.events import Event
from opennrm.mechanism.fold import Entry, fold
from opennrm.mechanism.interruptions import ClosingReason
from opennrm.mechanism.profiles.profile import ProfileVersion, SecondOfficer
from opennrm.mechanism.stages import DECIDED_STAGES, ENDED_STAGES, FINAL_STAGES, STEPS, Move, Stage
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Nation, Outcome, ReferralKind
from tests.mechanism.law import Answer, Chance, Law
from tests.mechanism.remembered import Remembered, Served
from tests.mechanism.versions import NOW
from tests.mechanism.walked_events import AT, CASE, START, event_of

PEOPLE = tuple(f"00000000-0000-4000-8000-00000000000{number}" for number in "123")
EVERYBODY = frozenset(conclusive_grounds.TO_CONSULT)
FIRST, SECOND = DecisionKind.REASONABLE_GROUNDS, DecisionKind.CONCLUSIVE_GROUNDS
LEAVING = (Move.WITHDRAW, Move.CLOSE)
IDLE = (Move.TRANSFER, Move.SUSPEND, Move.ASK_FOR_INFORMATION)
"""Moves that lead round and round."""
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
    *LEAVING,
    Move.REOPEN,
)
DEPTHS = (Stage.TRIAGE, Stage.REASONABLE_GROUNDS_PENDING, Stage.RECOVERY, Stage.CONCLUSIVE_GROUNDS_PENDING)
DECIDING = ("_pending", "_to_check", "_checked")


class Walk(RuleBasedStateMachine):
    """A case, three people and a calendar."""

    law = Law()
    version: ProfileVersion = NOW
    deciding: tuple[str, ...] = DECIDING
    rules_told: dict[str, Any] = {}

    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def begin(self) -> None:
        """A case is opened."""
        self.day = START
        self.stage = Stage.TRIAGE
        self.left: Stage | None = None
        self.calendar = CALENDAR
        self.proclaimed = self.clock_moves = 0
        self.written: DecisionFacts | None = None
        self.checks: tuple[Check, ...] = ()
        self.override: Override | None = None
        self.clocks: dict[Rule, Deadline] = {}
        self.running: set[Rule] = set()
        self.seen = Remembered(always=self.version.reasonable_grounds.second_officer is SecondOfficer.ALWAYS)
        self.made: list[Move] = []
        self.history: list[Entry] = []
        opened = happened.CaseOpened(**CASE, authority="one", stage=Stage.TRIAGE, received_on=START, owner_team="T1")
        self.record(opened, None)
        self.start_clock(Rule.REASONABLE_GROUNDS_DECISION)

    def record(self, event: Event, by: str | None) -> None:
        self.history.append(Entry(event.kind, event.facts(), AT, by))

    def may(self, move: Move) -> bool:
        if self.stage not in self.law.moves:
            allowed = [move for move in Move if self.law.refusal_to_move(self.version, self.stage, move) is None]
            self.law.moves[self.stage] = allowed
        return move in self.law.moves[self.stage]

    def go(self, move: Move, event: Event, by: str) -> None:
        back_to = self.law.back_to(self.left) if move is Move.REOPEN and self.left else None
        step = stages.step_of(self.version, self.stage, move, back_to)
        self.made.append(move)
        if move in LEAVING:
            self.left = self.stage
        # Where a broken law lets a move be made that the table lacks, the case goes where the move leads elsewhere.
        self.stage = step.after if step else next(step.after for step in STEPS if step.move is move)
        self.record(event, by)

    @property
    def kind(self) -> DecisionKind | None:
        """The decision that the stage is about."""
        return next((kind for kind in DecisionKind if self.stage.startswith(kind.value)), None)

    def is_at(self, *ends: str) -> bool:
        return any(self.stage.endswith(end) for end in ends) and self.kind is not None

    @initialize(depth=st.sampled_from(DEPTHS))
    def the_case_begins_somewhere(self, depth: Stage) -> None:
        reached = DEPTHS.index(depth)
        if reached > 0:
            self.go(Move.ACCEPT, self.plain_event(Move.ACCEPT), PEOPLE[0])
        if reached > 1:
            self.somebody_writes(Outcome.POSITIVE, "", PEOPLE[0])
            if needs_second_officer(self.version.reasonable_grounds, Outcome.POSITIVE):
                self.its_author_puts_it_forward()
                self.somebody_checks(PEOPLE[1], agrees=True)
            self.somebody_serves(PEOPLE[0])
        if reached > 2 and self.may(Move.END_RECOVERY):
            self.day += timedelta(days=45)
            self.end_recovery(PEOPLE[0])

    def plain_event(self, move: Move) -> Event:
        stage = self.law.back_to(self.left) if self.left else self.stage
        return event_of(move, self.day, (self.kind or FIRST).value, stage.value)

    def moves_now(self) -> list[Move]:
        """The plain moves that the law allows, the idle ones no more than twice a walk, leaving after some way only."""
        if self.written is not None and self.is_at("_pending"):
            return []  # whoever wrote a decision goes on with it, or few walks would come to a check
        return [move for move in PLAIN_MOVES if self.may(move) and self.is_worth_making(move)]

    def is_worth_making(self, move: Move) -> bool:
        made = sum(each is move for each in self.made)
        return made < 2 if move in IDLE else move not in LEAVING or (len(self.history) > 14 and made < 2)

    @rule(number=st.integers(0, 2**31))
    def something_is_done(self, number: int) -> None:
        """The one rule: as rules of their own, few walks would have all of them and get anywhere."""
        chance = Chance(number)
        possible: list[Callable[[Chance, str], None]] = []
        possible += [self.somebody_moves_the_case] * 2 if self.moves_now() else []
        possible += [self.somebody_goes_on_with_the_decision] * 3 if self.is_at(*self.deciding) else []
        possible += [self.something_happens_to_a_clock] if self.may_move_a_clock() else []
        possible += [self.the_person_is_referred_again if self.stage in FINAL_STAGES else self.days_go_by]
        chance.of(possible)(chance, chance.of(PEOPLE))

    def somebody_moves_the_case(self, chance: Chance, by: str) -> None:
        move = chance.of(self.moves_now())
        if move is Move.END_RECOVERY:
            self.end_recovery(by)
            return
        if move is Move.CLOSE:
            self.close_the_case(chance.of([ClosingReason.DIED, ClosingReason.DUPLICATE]), by)
            return
        self.go(move, self.plain_event(move), by)
        if move not in (*LEAVING, Move.REOPEN):  # what was put forward waits while a case has ended
            self.forget_what_was_written()

    def close_the_case(self, reason: ClosingReason, by: str) -> None:
        is_decided = self.stage in DECIDED_STAGES
        if self.law.refusal_to_close(reason, ReferralKind.ADULT, is_decided=is_decided) is None:
            self.seen.closed(self.stage, reason)
            self.go(Move.CLOSE, event_of(Move.CLOSE, self.day, FIRST.value, self.stage.value, reason.value), by)

    def end_recovery(self, by: str) -> None:
        bar = self.clocks[Rule.RECOVERY_PERIOD]
        if self.law.refusal_to_end_recovery(bar, self.day, self.override) is not None:
            return
        self.seen.recovery_ended(self.day)
        self.meet_clock(Rule.RECOVERY_PERIOD)
        self.go(Move.END_RECOVERY, self.plain_event(Move.END_RECOVERY), by)
        self.forget_what_was_written()

    def somebody_goes_on_with_the_decision(self, chance: Chance, by: str) -> None:
        if self.is_at("_pending") and self.written is None:
            self.somebody_writes(chance.of(tuple(Outcome)), chance.of(["One.", "Two.", ""]), by)
        elif self.is_at("_pending"):
            todo = [self.its_author_puts_it_forward, lambda: self.somebody_serves(by), self.forget_what_was_written]
            chance.of(todo)()
        elif self.is_at("_to_check"):
            agrees = chance.of([True, False, None])
            self.its_author_takes_it_back() if agrees is None else self.somebody_checks(by, agrees)
        else:
            edit = chance.of([None, "in place", "anew"])
            self.somebody_serves(by) if edit is None else self.its_author_edits_it(edit == "in place")

    def somebody_writes(self, outcome: Outcome, reasons: str, by: str) -> None:
        assert self.kind is not None
        rules = {FIRST: self.version.reasonable_grounds, SECOND: self.version.conclusive_grounds}[self.kind]
        self.written = DecisionFacts(
            kind=self.kind,
            outcome=outcome,
            standard=rules.standard.code,
            guidance=self.version.guidance.code,
            reasons=reasons,
            written_by=by,
            version=self.version,
        )

    def forget_what_was_written(self) -> None:
        self.written, self.checks, self.seen.agreed = None, (), []

    def its_author_puts_it_forward(self) -> None:
        written = self.written
        assert written is not None
        if written.kind is FIRST:
            refusal = reasonable_grounds.refusal_to_put_forward(written)
        else:
            bar = self.clocks[Rule.RECOVERY_PERIOD]
            refusal = conclusive_grounds.refusal_to_put_forward(written, bar, self.day, EVERYBODY, self.override)
        if refusal is None:
            facts: Any = {
                "outcome": written.outcome,
                "text_hash": written.text_hash,
                "standard": written.standard,
                "guidance": written.guidance,
                "profile_version": self.version.version,
            }
            event = (
                happened.ReasonableGroundsPutForward if written.kind is FIRST else happened.ConclusiveGroundsPutForward
            )
            self.go(Move(f"put_forward_{written.kind}"), event(**CASE, **facts), written.written_by)

    def somebody_checks(self, by: str, agrees: bool) -> None:
        written = self.written
        assert written is not None
        if self.law.refusal_to_check(written, by) is not None:
            return
        if not agrees:
            self.go(Move(f"return_{written.kind}"), happened.DecisionReturned(**CASE, decision=written.kind), by)
            return
        self.checks = (*self.checks, Check(by, written.text_hash))
        self.seen.agreed.append((by, written.reasons, written.written_by))
        signed = happened.DecisionCountersigned(**CASE, text_hash=written.text_hash, decision=written.kind)
        self.go(Move(f"countersign_{written.kind}"), signed, by)

    def its_author_takes_it_back(self) -> None:
        written = self.written
        assert written is not None
        taken = happened.DecisionTakenBack(**CASE, decision=written.kind)
        self.go(Move(f"take_back_{written.kind}"), taken, written.written_by)

    def its_author_edits_it(self, in_place: bool) -> None:
        written = self.written
        assert written is not None
        voided = happened.CountersignatureVoided(**CASE, text_hash=written.text_hash, decision=written.kind)
        self.written = replace(written, reasons="Three.")
        if not in_place:
            self.go(Move(f"change_{written.kind}"), voided, written.written_by)

    def somebody_serves(self, by: str) -> None:
        written = self.written
        assert written is not None
        move = Move(f"serve_{written.outcome}_{written.kind}")
        if not self.may(move) or self.refusal_to_serve(written) is not None:
            return
        decided = happened.ReasonableGroundsDecided if written.kind is FIRST else happened.ConclusiveGroundsDecided
        days = (self.day - START).days
        text = written.text_hash
        told: Any = {"outcome": written.outcome, "text_hash": text, "decided_on": self.day, "days": days}
        event = decided(**CASE, **told, **self.rules_told)
        self.meet_clock(Rule(f"{written.kind}_decision"))
        self.seen.served(Served(written.kind, written.outcome, written.reasons, written.written_by, self.day))
        self.go(move, event, by)
        self.forget_what_was_written()
        if written.kind is FIRST and written.outcome is Outcome.POSITIVE:
            self.start_clock(Rule.RECOVERY_PERIOD)
            self.seen.recovery_began(self.day, 30 if self.version.profile == "borders_act_2023" else 45)

    def refusal_to_serve(self, written: DecisionFacts) -> Answer:
        if written.kind is FIRST:
            return self.law.refusal_to_serve_first(written, self.checks)
        bar = self.clocks[Rule.RECOVERY_PERIOD]
        return self.law.refusal_to_serve_second(written, self.checks, bar, self.day, self.override)

    def the_person_is_referred_again(self, chance: Chance, by: str) -> None:
        self.teardown()
        self.begin()

    def days_go_by(self, chance: Chance, by: str) -> None:
        self.day += timedelta(days=chance.of([30, 1, 44]))

    def start_clock(self, what: Rule) -> None:
        clock = self.law.deadline_for(self.version, what, self.day, Nation.ENGLAND, self.calendar)
        self.clocks[what] = clock
        self.running.add(what)
        self.seen.clocks[what] = [(clock.due_on, None)]
        facts = {"rule": what.value, "limit_kind": clock.kind.value, "starts_on": clock.starts_on}
        version = clock.calendar_version
        self.record(happened.ClockStarted(**CASE, **facts, due_on=clock.due_on, calendar_version=version), None)

    def meet_clock(self, what: Rule) -> None:
        if what not in self.running:
            return
        self.running.discard(what)
        clock = self.clocks[what]
        facts = {"rule": what.value, "limit_kind": clock.kind.value, "starts_on": clock.starts_on}
        version = clock.calendar_version
        met = happened.ClockMet(**CASE, **facts, due_on=clock.due_on, calendar_version=version, met_on=self.day)
        self.record(met, None)

    def may_move_a_clock(self) -> bool:
        """A few times a walk, and not while a decision is out: else there would be little but moving clocks."""
        return bool(self.running) and self.clock_moves < 4 and self.written is None

    def something_happens_to_a_clock(self, chance: Chance, by: str) -> None:
        what = chance.of(["holiday", "moved", "moved silently", "leave"])
        if what == "holiday":
            self.a_holiday_is_proclaimed(START + timedelta(days=chance.of(range(10))))
        elif what == "leave":
            self.somebody_gives_leave_to_cross_the_bar(by)
        else:
            clock = self.clocks[chance.of(sorted(self.running))]
            self.somebody_moves_a_clock(clock, chance.of((1, 2, 3)), says_why=what == "moved")

    def a_holiday_is_proclaimed(self, day: date) -> None:
        self.proclaimed, self.clock_moves = self.proclaimed + 1, self.clock_moves + 1
        version = f"{CALENDAR.version}.added-{self.proclaimed}"
        self.calendar = self.calendar.with_holiday(day, "A holiday", frozenset(Nation), version)
        for what in sorted(self.running):
            self.offer_clock(recounted(self.clocks[what], self.calendar))

    def somebody_moves_a_clock(self, clock: Deadline, days: int, *, says_why: bool) -> None:
        self.clock_moves += 1
        offered = extended(clock, days, ClockCause.EXTENSION, self.calendar)
        self.offer_clock(offered if says_why else replace(offered, cause=None))

    def offer_clock(self, offered: Deadline) -> None:
        before = self.clocks[offered.rule]
        if offered == before or self.law.refusal_to_move_clock(before, offered) is not None:
            return
        self.clocks[offered.rule] = offered
        self.seen.clocks[offered.rule].append((offered.due_on, offered.cause))
        if offered.rule is Rule.RECOVERY_PERIOD and before.due_on and offered.due_on:
            self.seen.recovery_lengthened((offered.due_on - before.due_on).days)
            self.override = None
        facts = {"rule": offered.rule.value, "limit_kind": offered.kind.value, "starts_on": offered.starts_on}
        if offered.cause is not None:  # an event without its cause cannot even be written
            moved = happened.ClockMoved(
                **CASE,
                **facts,
                due_on=offered.due_on,
                calendar_version=offered.calendar_version,
                cause=offered.cause.value,
            )
            self.record(moved, None)

    def somebody_gives_leave_to_cross_the_bar(self, by: str) -> None:
        if Rule.RECOVERY_PERIOD not in self.running:
            return
        bar = self.clocks[Rule.RECOVERY_PERIOD]
        if recovery.refusal_to_override(bar, self.day, "court_order", "The court ordered it.") is None:
            assert bar.due_on is not None
            self.override = Override(by, "court_order")
            self.seen.leave_given()
            given = happened.BarOverridden(
                **CASE, rule=bar.rule.value, reason="court_order", due_on=bar.due_on, text_hash="0" * 64
            )
            self.record(given, by)

    @invariant()
    def nothing_is_served_before_its_checks(self) -> None:
        self.seen.nothing_was_served_before_its_checks()

    @invariant()
    def the_case_stands_where_it_can(self) -> None:
        self.seen.stands_where_it_can(self.stage)

    @invariant()
    def every_clock_moves_only_by_a_recorded_cause_and_explains_itself(self) -> None:
        for what, clock in self.clocks.items():
            causes = self.seen.clocks[what]
            assert causes[-1][0] == clock.due_on
            assert all(cause is not None for _, cause in causes[1:]), "a clock moved silently"
            told = clock.explain()
            assert in_words(clock.starts_on) in told, "a clock does not say when it began"
            assert clock.calendar_version in told or clock.calendar_version == CALENDAR_DAYS, "by which calendar"
            assert clock.cause is None or "recorded cause" in told, "a clock does not say why it moved"
            if clock.due_on is not None:
                assert in_words(clock.due_on) in told, "a clock does not say when it ends"
                between = (clock.due_on - clock.starts_on).days
                assert between == len(clock.counted) + len(clock.skipped), "a clock leaves out days without saying why"

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        ways = [move for move in Move if self.may(move)]
        assert ways, "a dead end"
        assert self.stage not in FINAL_STAGES or ways == [Move.CLOSE], "a way on from where all is decided"
        assert self.stage not in ENDED_STAGES or ways == [Move.REOPEN], "an end that is none"

    def teardown(self) -> None:
        assert fold(self.history).stage is self.stage
