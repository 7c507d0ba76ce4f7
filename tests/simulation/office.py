"""The office that keeps cases: it asks the law, records what happens, counts clocks, and is watched all along."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any

from opennrm.mechanism import events as happened
from opennrm.mechanism import stages
from opennrm.mechanism.added_holidays import AddedHoliday, calendar_with, refusal_to_add
from opennrm.mechanism.calendar import CALENDAR, LONDON
from opennrm.mechanism.deadlines import ClockCause, Deadline, extended
from opennrm.mechanism.events import Event
from opennrm.mechanism.fold import BrokenHistory, Entry, fold
from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.adopting import Adoption, adopted_on
from opennrm.mechanism.profiles.pilot_2015 import AREAS
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.stages import STEPS, Move, Stage, Step
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import Nation
from tests.simulation.cases import Case
from tests.simulation.law import LawOfYears
from tests.simulation.mail import Mail
from tests.simulation.onlooker import Found, Onlooker
from tests.simulation.people import Staff

CHANGES = {key: sorted(change.on for change in profile.changes) for key, profile in PROFILES.items()}


class Office:
    """Everything that is kept, and the day it is."""

    def __init__(self, law: LawOfYears, staff: Staff, chance: Random) -> None:
        self.law, self.staff, self.chance = law, staff, chance
        self.mail = Mail(chance, law.number_again, law.give_up)
        self.onlooker = Onlooker(staff, self.mail)
        self.calendar = CALENDAR
        self.added: list[AddedHoliday] = []
        self.cases: list[Case] = []
        self.day = date.min
        self.seen: Counter[str] = Counter()
        self._versions: dict[tuple[str, int, int], ProfileVersion] = {}
        self._steps: dict[tuple[int, Stage, Move, Stage | None], Step | None] = {}
        self._adopted: dict[tuple[date, bool], ProfileVersion] = {}
        self._may: dict[tuple[int, Stage, Move], bool] = {}

    def draw(self) -> float:
        """A number between 0 and 1."""
        return self.chance.random()

    def version(self, case: Case, began: date | None = None) -> ProfileVersion:
        """The rules of a case today, or of what began later in it."""
        start, changes = began or case.received_on, CHANGES[case.profile]
        key = (case.profile, bisect_right(changes, start), bisect_right(changes, self.day))
        if key not in self._versions:
            self._versions[key] = self.law.rules_for(PROFILES[case.profile], start, self.day)
        return self._versions[key]

    def adopted(self, adoptions: tuple[Adoption, ...], area: str) -> ProfileVersion:
        """The rules that a case comes in under today, from an area."""
        key = (self.day, area in AREAS)
        if key not in self._adopted:
            self._adopted[key] = adopted_on(adoptions, PROFILES, self.day, area)
        return self._adopted[key]

    def may(self, case: Case, move: Move) -> bool:
        """Does the law allow this move where the case stands?"""
        version = self.version(case)
        key = (id(version), case.stage, move)
        if key not in self._may:
            self._may[key] = self.law.refusal_to_move(version, case.stage, move) is None
        return self._may[key]

    def record(self, case: Case, event: Event, by: str | None) -> None:
        """Something happened: told to the onlooker, kept, and folded."""
        minute = int(self.draw() * 1440)
        local = datetime.combine(self.day, time(minute // 60, minute % 60), LONDON)
        entry = Entry(event.kind, event.facts(), local.astimezone(UTC), by)
        case.entries.append(entry)
        self.onlooker.saw(case, entry, self.day)
        try:
            case.facts = fold((entry,), case.facts, len(case.entries) - 1)
        except BrokenHistory as broken:
            raise Found("history", f"{case.reference}: {broken}") from broken

    def go(self, case: Case, move: Move, event: type[Event], by: str | None, **facts: Any) -> None:
        """Make a move of the table."""
        back_to = self.law.back_to(case.left) if move is Move.REOPEN and case.left else None
        version = self.version(case)
        key = (id(version), case.stage, move, back_to)
        if key not in self._steps:
            self._steps[key] = stages.step_of(version, case.stage, move, back_to)
        # Where a broken law lets a move be made that the table lacks, the case goes where the move leads elsewhere.
        step = self._steps[key] or next(step for step in STEPS if step.move is move)
        if move in (Move.WITHDRAW, Move.CLOSE):
            case.left = case.stage
        self.record(case, event(subject=case.reference, case=case.reference, **facts), by)
        case.stage = step.after
        self.onlooker.stands(case)

    def tell(self, case: Case, event: type[Event], by: str | None, **facts: Any) -> None:
        """Record what moves nothing."""
        self.record(case, event(subject=case.reference, case=case.reference, **facts), by)

    def start_clock(self, case: Case, rule: Rule, *, starts_on: date | None = None) -> None:
        """A clock begins, today unless told, where the rules of then have one."""
        start = starts_on or self.day
        version = self.version(case, max(start, case.received_on))
        if rule not in version.time_limits:
            return
        if rule in case.running:
            self.end_clock(case, rule, stopped=True)
        clock = self.law.deadline_for(version, rule, start, case.nation, self.calendar)
        self.onlooker.clock_began(case, clock)
        case.clocks[rule] = clock
        case.running.add(rule)
        self._tell_clock(case, happened.ClockStarted, clock)

    def end_clock(self, case: Case, rule: Rule, *, stopped: bool = False) -> None:
        """A clock is met, or stops."""
        if rule not in case.running:
            return
        case.running.discard(rule)
        if stopped:
            self.tell(case, happened.ClockStopped, None, rule=rule.value, stopped_on=self.day, cause="ended")
        else:
            self._tell_clock(case, happened.ClockMet, case.clocks[rule], met_on=self.day)

    def stop_all(self, case: Case) -> None:
        """No clock runs on in a case that has ended."""
        for rule in sorted(case.running):
            self.end_clock(case, rule, stopped=True)

    def extend_recovery(self, case: Case, by_days: int) -> None:
        """Recovery is lengthened; leave to cross the earlier bar is leave no longer."""
        clock = extended(case.clocks[Rule.RECOVERY_PERIOD], by_days, ClockCause.EXTENSION, self.calendar)
        self._offer(case, clock)
        case.override = None

    def a_holiday_is_added(self, nation: Nation, day: date) -> None:
        """A bank holiday is proclaimed late: every open clock of that nation is counted anew."""
        if refusal_to_add(self.calendar, nation, day, "A day") is not None:
            return
        self.added.append(AddedHoliday(len(self.added) + 1, nation, day, "A day"))
        self.calendar = calendar_with(self.added)
        self.seen["holidays added"] += 1
        for case in self.cases:
            for rule in sorted(case.running) if case.nation is nation else ():
                before = case.clocks[rule]
                after = self.law.recounted(before, self.calendar)
                self.onlooker.clock_recounted(case, before, after, self.calendar)
                if after is not before:
                    self.seen["clocks counted anew"] += 1
                    self._offer(case, after)

    def _offer(self, case: Case, clock: Deadline) -> None:
        before = case.clocks[clock.rule]
        if self.law.refusal_to_move_clock(before, clock) is not None:
            return
        self.onlooker.clock_moved(case, before, clock)
        case.clocks[clock.rule] = clock
        cause = clock.cause.value if clock.cause else "nothing"
        self._tell_clock(case, happened.ClockMoved, clock, cause=cause, moved_from=before.due_on)

    def _tell_clock(self, case: Case, event: type[Event], clock: Deadline, **more: Any) -> None:
        facts: dict[str, Any] = {"limit_kind": clock.kind.value, "starts_on": clock.starts_on, "due_on": clock.due_on}
        self.tell(case, event, None, rule=clock.rule.value, calendar_version=clock.calendar_version, **facts, **more)
