"""Makes a timetable: the cheapest places first, then who comes to them, then small changes as long as they pay.

Three steps, each of which keeps what may not be broken: (1) the places of cases, exactly, as if everybody came to
everything; (2) who is asked, sitting by sitting, and what nobody can hear goes back to the first step; (3) random
changes: one member for another, one more or less, two cases for each other, one case elsewhere; a change that costs
more is taken now and then, and more rarely as time goes on (Kirkpatrick, Gelatt and Vecchi, Optimization by Simulated
Annealing, Science 220, 1983). The same problem and seed give the same timetable.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from opennrm.mechanism.timetabling.asking import ask_for
from opennrm.mechanism.timetabling.placing import NOT_THERE, placed_at_least_cost
from opennrm.mechanism.timetabling.problem import Cost, Problem, Timetable, cost_of
from opennrm.mechanism.timetabling.state import State

CHANGES = 120_000
"""Small changes that are tried; nearly all of the time goes into them."""
TELLS_EVERY = 6_000
WARM, COLD = 12.0, 0.4


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: changes tried of those to be tried, and the best timetable so far with what it costs."""

    tried: int
    of: int
    best: Timetable
    cost: Cost


def make(problem: Problem, *, seed: int = 1, changes: int = CHANGES) -> Iterator[Progress]:
    """Make a timetable; gives what there is again and again, the last of it being the result."""
    state = _begun(problem)
    random, best, tried = Random(seed), state.timetable(), 0  # noqa: S311 - a search, no secret
    now = least = cost_of(problem, best).total
    yield Progress(0, changes, best, cost_of(problem, best))
    while tried < changes:
        for _ in range(min(TELLS_EVERY, changes - tried)):
            warmth = WARM * (COLD / WARM) ** (tried / changes)
            now += _change(state, random, warmth)
            tried += 1
            if now < least:
                least, best = now, state.timetable()
        yield Progress(tried, changes, best, cost_of(problem, best))


def made(problem: Problem, *, seed: int = 1, changes: int = CHANGES) -> Timetable:
    """The timetable itself."""
    return list(make(problem, seed=seed, changes=changes))[-1].best


def greedy(problem: Problem) -> Timetable:
    """What somebody would do by hand: by due day, each case to the first sitting with a place; then who comes."""
    state = State(problem)
    far = max((problem.waits_until(None), *(case.due_on for case in problem.cases if case.due_on)))
    order = sorted(range(len(problem.cases)), key=lambda case: (problem.cases[case].due_on or far, case))
    by_day = sorted(range(len(problem.sittings)), key=lambda number: problem.sittings[number].day)
    for case in order:
        for sitting in by_day:
            free = len(state.of_sitting[sitting]) < problem.sittings[sitting].places
            if free and state.costs[case][sitting] < NOT_THERE:
                state.put(case, sitting)
                if not ask_for(state, sitting):
                    break
                state.put(case, -1)
                ask_for(state, sitting)
    return state.timetable()


def _begun(problem: Problem) -> State:
    """The first two steps, in rounds: what could not be heard with whom was left is placed elsewhere in the next.

    A sitting for which too few were left is closed for all. Each round closes something, so there is an end.
    """
    state = State(problem)
    possible = [list(row) for row in state.costs]
    nowhere = len(problem.sittings)
    places = [sitting.places for sitting in problem.sittings] + [len(problem.cases)]
    by_day = sorted(range(nowhere), key=lambda number: problem.sittings[number].day)
    while True:
        for number in range(nowhere):
            state.ask(number, frozenset())
        for case, column in enumerate(placed_at_least_cost(state.costs, places)):
            state.put(case, -1 if column == nowhere else column)
        if not sum(_closed(state, sitting) for sitting in by_day):
            state.costs = possible  # what was closed for want of members may still be opened by a change
            return state


def _closed(state: State, sitting: int) -> int:
    """Ask to a sitting, and close it to cases that cannot be heard with whom is left; gives to how many."""
    cases = sorted(state.of_sitting[sitting])
    without = ask_for(state, sitting)
    for case in range(len(state.heard)) if without and len(without) == len(cases) else without:
        state.costs[case][sitting] = NOT_THERE
    for case in without:
        state.put(case, -1)
    if without:
        ask_for(state, sitting)
    return len(without)


def _change(state: State, random: Random, warmth: float) -> int:
    """Try one change; gives by how much the sum changed, 0 if nothing was done."""
    if not state.asked:
        return 0
    sitting = random.randrange(len(state.asked))
    which = random.random()
    if which < 0.5:
        return _other_members(state, random, warmth, sitting)
    if which < 0.55:
        return _one_more_case(state, random, sitting)
    return _other_cases(state, random, warmth, sitting)


def _taken(random: Random, warmth: float, more: int) -> bool:
    return more <= 0 or random.random() < math.exp(-more / warmth)


def _other_members(state: State, random: Random, warmth: float, sitting: int) -> int:
    """One member for another, one more, or one less."""
    asked, cases = state.asked[sitting], state.of_sitting[sitting]
    if not asked:
        return 0
    out = random.choice(tuple(asked))
    able = [m for m in state.can_come[sitting] if m not in asked and state.load[m] < state.most[m]]
    gone: frozenset[int] = frozenset()
    come: frozenset[int] = frozenset()
    which = random.random()
    if which < 0.8 or len(asked) == state.problem.fewest == state.problem.seats:
        gone = frozenset({out})
    elif which < 0.9 and len(asked) > state.problem.fewest:
        gone, able = frozenset({out}), []
    if (not gone and len(asked) < state.problem.seats) or (gone and able):
        come = frozenset({random.choice(able)}) if able else frozenset()
    then = (asked - gone) | come
    if then == asked or len(then) < state.problem.fewest or not all(state.has_quorum(case, then) for case in cases):
        return 0
    load = sum(state.load[member] for member in come) - sum(state.load[member] - 1 for member in gone)
    more = state.problem.weights.load * load + state.seats_cost(cases, then) - state.seats_cost(cases, asked)
    if not _taken(random, warmth, more):
        return 0
    state.ask(sitting, then)
    return more


def _other_cases(state: State, random: Random, warmth: float, sitting: int) -> int:
    """Two cases for each other, or one case to where there is a place."""
    cases = state.of_sitting[sitting]
    other = random.randrange(len(state.asked))
    if not cases or other == sitting or not state.asked[other]:
        return 0
    case = random.choice(tuple(cases))
    theirs = state.of_sitting[other]
    has_place = len(theirs) < state.problem.sittings[other].places
    back = None if has_place and random.random() < 0.5 else random.choice(tuple(theirs)) if theirs else None
    if back is None and (not has_place or len(cases) == 1):
        return 0
    more = state.costs[case][other] - state.costs[case][sitting]
    more += 0 if back is None else state.costs[back][sitting] - state.costs[back][other]
    if more > 10 * warmth or not state.has_quorum(case, state.asked[other]):
        return 0
    if back is not None and not state.has_quorum(back, state.asked[sitting]):
        return 0
    here_then = (cases - {case}) | ({back} if back is not None else set())
    there_then = (theirs - ({back} if back is not None else set())) | {case}
    for at, before, then in ((sitting, cases, here_then), (other, theirs, there_then)):
        more += state.seats_cost(then, state.asked[at]) - state.seats_cost(before, state.asked[at])
    if not _taken(random, warmth, more):
        return 0
    state.put(case, other)
    if back is not None:
        state.put(back, sitting)
    return more


def _one_more_case(state: State, random: Random, sitting: int) -> int:
    """A case that is heard nowhere, where there is a place and a quorum."""
    waiting = [case for case, at in enumerate(state.heard) if at < 0]
    asked, cases = state.asked[sitting], state.of_sitting[sitting]
    if not waiting or not asked or len(cases) >= state.problem.sittings[sitting].places:
        return 0
    case = random.choice(waiting)
    more = state.costs[case][sitting] - state.costs[case][-1]
    more += state.seats_cost({*cases, case}, asked) - state.seats_cost(cases, asked)
    if more > 0 or not state.has_quorum(case, asked):
        return 0
    state.put(case, sitting)
    return more
