"""A timetable while it is being made: what stands, what a change would cost, and the change made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from opennrm.mechanism.timetabling.placing import NOT_THERE
from opennrm.mechanism.timetabling.problem import Problem, Timetable

Asked = frozenset[int]


class State:
    """Cases, members and sittings by their number in the problem; the place of a case that is heard nowhere is -1."""

    def __init__(self, problem: Problem) -> None:
        """Nobody asked and nothing heard."""
        self.problem = problem
        self.accounts = [each.member.account for each in problem.pool]
        self.agency = [each.member.agency for each in problem.pool]
        self.most = [each.most for each in problem.pool]
        keys = [sitting.key for sitting in problem.sittings]
        self.can_come = [
            frozenset(number for number, each in enumerate(problem.pool) if key in each.sittings) for key in keys
        ]
        self.needs = [tuple(case.needs.items()) for case in problem.cases]
        number_of = {account: number for number, account in enumerate(self.accounts)}
        self.barred = [
            frozenset(number_of[account] for account in case.barred if account in number_of) for case in problem.cases
        ]
        for number, sitting in enumerate(problem.sittings):  # nobody is the chair of a sitting and its member
            self.can_come[number] -= {number_of[sitting.chair]} if sitting.chair in number_of else set()
        self.costs = [
            [
                problem.placing_cost(case, sitting) if self.can_be(number, at) else NOT_THERE
                for at, sitting in enumerate(problem.sittings)
            ]
            + [problem.placing_cost(case, None)]
            for number, case in enumerate(problem.cases)
        ]
        self.heard = [-1] * len(problem.cases)
        self.of_sitting: list[set[int]] = [set() for _ in keys]
        self.asked: list[Asked] = [frozenset() for _ in keys]
        self.load = [0] * len(problem.pool)

    def can_be(self, case: int, sitting: int) -> bool:
        """Could a case be heard there at all, if everybody came who can?"""
        held, able = self.problem.sittings[sitting], self.can_come[sitting]
        is_held = self.problem.is_in_time(held) and len(able) >= self.problem.fewest
        return is_held and held.chair not in self.problem.cases[case].barred and self.has_quorum(case, able)

    def has_quorum(self, case: int, asked: Asked) -> bool:
        """Are enough without a conflict asked?"""
        return len(asked - self.barred[case]) >= self.problem.quorum

    def seats_cost(self, cases: Iterable[int], asked: Asked) -> int:
        """What the unfilled seats of these cases cost with these members."""
        there = Counter(self.agency[member] for member in asked)
        missing = 0
        for case in cases:
            out = self.barred[case] & asked
            own = Counter(self.agency[member] for member in out) if out else None
            for agency, needed in self.needs[case]:
                short = needed - there[agency] + (own[agency] if own else 0)
                if short > 0:
                    missing += short
        return missing * self.problem.weights.seat

    def put(self, case: int, sitting: int) -> None:
        """Hear a case there, and no longer where it was; -1 is nowhere."""
        if self.heard[case] >= 0:
            self.of_sitting[self.heard[case]].remove(case)
        self.heard[case] = sitting
        if sitting >= 0:
            self.of_sitting[sitting].add(case)

    def ask(self, sitting: int, asked: Asked) -> None:
        """Ask exactly these to a sitting."""
        for member in self.asked[sitting]:
            self.load[member] -= 1
        for member in asked:
            self.load[member] += 1
        self.asked[sitting] = asked

    def timetable(self) -> Timetable:
        """As others read it."""
        sittings, cases = self.problem.sittings, self.problem.cases
        return Timetable(
            {cases[case].reference: sittings[at].key for case, at in enumerate(self.heard) if at >= 0},
            {
                sittings[number].key: frozenset(self.accounts[member] for member in asked)
                for number, asked in enumerate(self.asked)
                if asked
            },
        )
