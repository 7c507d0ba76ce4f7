"""What a timetable is made of, what it may not do, and what it costs: one weighted sum that is written down here.

The sum, smaller is better, in the order of its weights:

1. each case that is heard after its due day, or not at all although it is due within these sittings;
2. each day that a case waits from the day of planning to its sitting, more for each thirty days it waited before. A
   case that finds no place waits until a sitting after the last;
3. each seat of an agency that a case needs and for which nobody without a conflict comes;
4. the load: the second sitting of a member costs one, their third two more, and so on, so that it is spread.

Whole numbers throughout, so that the same timetable costs the same everywhere. The order of the four is given; the
numbers are assumptions of this product, which an installation may change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from opennrm.mechanism.panels.members import Agency, Member

LATER_DAYS = 14
"""How long after the last sitting a case without a place is taken to be heard: panels sit every two to three weeks
(RTB)."""
AGE_STEP_DAYS = 30


@dataclass(frozen=True, slots=True)
class Weights:
    """What one unit of each of the four costs."""

    past_due: int = 100_000
    day: int = 10
    seat: int = 8
    load: int = 1


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting: its key, its day, how many cases it can hear, the account of its chair."""

    key: str
    day: date
    places: int
    chair: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for a panel. `needs` says how many seats of each agency the mix chosen for it has.

    `barred` are the accounts of those with a conflict; `since` is the day from which its age counts.
    """

    reference: str
    since: date
    due_on: date | None
    needs: Mapping[Agency, int]
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Available:
    """A member of the pool, the keys of the sittings that they could come to, and to how many of them at most."""

    member: Member
    sittings: frozenset[str]
    most: int


@dataclass(frozen=True, slots=True)
class Problem:
    """All that a timetable is made of on a day. Between `fewest` and `seats` members are asked to each sitting.

    `quorum` members without a conflict have to be asked for each case, and nobody is asked with less than
    `notice_days` of notice. Source of the numbers: RTB, which has five, six to eight, and seven days.
    """

    on: date
    sittings: tuple[Sitting, ...]
    cases: tuple[Waiting, ...]
    pool: tuple[Available, ...]
    quorum: int = 5
    fewest: int = 6
    seats: int = 8
    notice_days: int = 7
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        """Raise `ValueError` where no sitting could be right."""
        if not self.quorum <= self.fewest <= self.seats:
            raise ValueError("At least as many members are asked as are needed, and no more than there are seats.")

    def is_in_time(self, sitting: Sitting) -> bool:
        """Is there enough notice?"""
        return sitting.day >= self.on + timedelta(self.notice_days)

    def waits_until(self, sitting: Sitting | None) -> date:
        """The day on which a case is heard there; without a sitting, a while after the last of them."""
        last = max((each.day for each in self.sittings), default=self.on)
        return sitting.day if sitting else last + timedelta(LATER_DAYS)

    def placing_cost(self, case: Waiting, sitting: Sitting | None) -> int:
        """What it costs to hear a case there (the first two of the sum); None is nowhere."""
        heard = self.waits_until(sitting)
        late = case.due_on is not None and heard > case.due_on
        months = max(0, (self.on - case.since).days) // AGE_STEP_DAYS
        return self.weights.past_due * late + self.weights.day * (1 + months) * max(0, (heard - self.on).days)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The key of its sitting for each case that has one, and the accounts that are asked to each sitting."""

    heard: Mapping[str, str]
    asked: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Cost:
    """The four units and the sum: cases past due, weighted days, unfilled seats, load."""

    past_due: int
    days: int
    seats: int
    load: int
    total: int


def cost_of(problem: Problem, timetable: Timetable) -> Cost:
    """Take any timetable; give what it costs, part by part."""
    sittings = {each.key: each for each in problem.sittings}
    members = {each.member.account: each.member for each in problem.pool}
    placing = seats = past_due = 0
    for case in problem.cases:
        sitting = sittings.get(timetable.heard.get(case.reference, ""))
        due = case.due_on
        past_due += due is not None and problem.waits_until(sitting) > due
        placing += problem.placing_cost(case, sitting)
        if sitting:
            there = [members[account] for account in timetable.asked.get(sitting.key, ()) if account in members]
            seats += unfilled(case, there)
    loads = Counter(account for asked in timetable.asked.values() for account in asked)
    load = sum(times * (times - 1) // 2 for times in loads.values())
    total = placing + problem.weights.seat * seats + problem.weights.load * load
    days = (placing - problem.weights.past_due * past_due) // (problem.weights.day or 1)
    return Cost(past_due, days, seats, load, total)


def unfilled(case: Waiting, asked: list[Member]) -> int:
    """How many seats of agencies stay empty for a case with these members."""
    there = Counter(member.agency for member in asked if member.account not in case.barred)
    return sum(max(0, needed - there[agency]) for agency, needed in case.needs.items())


def faults_of(problem: Problem, timetable: Timetable) -> Iterator[str]:
    """What a timetable may not do, in words; nothing if it may stand. Asked of what was made, and of edits by hand."""
    sittings = {each.key: each for each in problem.sittings}
    references = {case.reference for case in problem.cases}
    yield from (f"{key}: there is no such sitting to ask to." for key in sorted(set(timetable.asked) - set(sittings)))
    yield from (f"{key}: there is no such case." for key in sorted(set(timetable.heard) - references))
    for case in problem.cases:
        if key := timetable.heard.get(case.reference, ""):
            yield from _faults_of_case(problem, case, sittings.get(key), timetable.asked.get(key, frozenset()))
    heard = Counter(timetable.heard.values())
    for key, sitting in sittings.items():
        yield from _faults_of_sitting(problem, sitting, heard[key], timetable.asked.get(key, frozenset()))
    loads = Counter(account for asked in timetable.asked.values() for account in asked)
    for each in problem.pool:
        if (times := loads[each.member.account]) > each.most:
            yield f"{each.member.account} is asked {times} times, and comes {each.most} times at most."


def _faults_of_case(problem: Problem, case: Waiting, sitting: Sitting | None, asked: frozenset[str]) -> Iterator[str]:
    if sitting is None:
        yield f"{case.reference} is put to a sitting that there is not."
        return
    free = len(asked - case.barred)
    if free < problem.quorum:
        told = f"{free} without a conflict are asked, and {problem.quorum} are needed."
        yield f"{case.reference} at {sitting.key}: {told}"
    if sitting.chair in case.barred:
        yield f"{case.reference} at {sitting.key}: the chair has a conflict."


def _faults_of_sitting(problem: Problem, sitting: Sitting, heard: int, asked: frozenset[str]) -> Iterator[str]:
    key = sitting.key
    if heard > sitting.places:
        yield f"{key}: {heard} cases, and there is time for {sitting.places}."
    if heard and not problem.fewest <= len(asked) <= problem.seats:
        yield f"{key}: {len(asked)} members are asked; {problem.fewest} to {problem.seats} should be."
    if asked and not heard:
        yield f"{key}: members are asked, and nothing is heard."
    if heard and not problem.is_in_time(sitting):
        yield f"{key}: {problem.notice_days} days of notice are needed."
    if sitting.chair in asked:
        yield f"{key}: its chair is asked as a member too."
    able = {each.member.account for each in problem.pool if key in each.sittings}
    yield from (f"{key}: {account} cannot come." for account in sorted(asked - able))
