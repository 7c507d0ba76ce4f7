"""Instances of the timetable of panels: made-up pools, sittings and cases, the same each time."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from opennrm.mechanism.panels.members import Agency, Member
from opennrm.mechanism.timetabling.making import greedy, made
from opennrm.mechanism.timetabling.problem import Available, Problem, Sitting, Waiting, cost_of, faults_of

TODAY = date(2026, 11, 23)
SIZES = ((20, 15, 10), (60, 30, 20), (150, 50, 40))
"""Cases, members, sittings."""
BOUNDS = Path(__file__).with_name("timetable_bounds.json")
"""What no timetable of each instance is below, as CP-SAT proved it: kept by tools/timetable_bounds.py."""
AGENCIES = (
    *(Agency.POLICE, Agency.POLICE, Agency.HEALTH, Agency.HEALTH, Agency.LOCAL_AUTHORITY, Agency.LOCAL_AUTHORITY),
    *(Agency.CHARITY, Agency.CHARITY, Agency.GANGMASTERS_LICENSING_AUTHORITY, Agency.UK_VISAS_AND_IMMIGRATION),
    Agency.BORDER_FORCE,
)


def bounds() -> list[dict[str, Any]]:
    """What was kept, one for each instance."""
    kept: list[dict[str, Any]] = json.loads(BOUNDS.read_text())
    return kept


def measure_timetables() -> list[dict[str, Any]]:
    """Seconds of CPU for each instance, and by how many parts of a hundred its sum lies above the bound.

    Days and days past due are nearly all of the sum, so what is wrong with seats and load would not be seen in that:
    `small_over` is by how much the sum exceeds the best that the solver found, in parts of a hundred of those two.
    """
    return [_measured(told) for told in bounds()]


def _measured(told: dict[str, Any]) -> dict[str, Any]:
    problem, began = instance(*told["size"]), time.process_time()
    found = made(problem)
    seconds = time.process_time() - began
    if faults := list(faults_of(problem, found)):
        raise AssertionError(f"A timetable may not be so: {faults[0]}")
    cost, by_hand = cost_of(problem, found), cost_of(problem, greedy(problem))
    if cost.total < told["bound"] or by_hand.total != told["greedy"]:
        raise AssertionError("The sum or the rules were changed: run tools/timetable_bounds.py again")
    cases, members, sittings = told["size"]
    small = problem.weights.seat * cost.seats + problem.weights.load * cost.load
    return {
        "cases": cases,
        "members": members,
        "sittings": sittings,
        "seconds": round(seconds, 2),
        "over": 100 * (cost.total / told["bound"] - 1),
        "greedy_over": 100 * (by_hand.total / told["bound"] - 1),
        "small_over": 100 * max(0.0, cost.total - told["found"]) / small,
    }


def instance(cases: int, members: int, sittings: int, seed: int = 20261123) -> Problem:
    """A region whose panels sit for some months, with hardly more places than cases, and cases that are due soon."""
    random = Random(seed)  # noqa: S311 - made-up people
    places = max(2, round(1.1 * cases / max(1, sittings)))
    days = [TODAY + timedelta(7 + 14 * (number // 2) + 2 * (number % 2)) for number in range(sittings)]
    held = tuple(Sitting(f"sitting-{n:02}", day, places, f"chair-{n % 10}") for n, day in enumerate(days))
    pool = tuple(_member(random, number, held, members) for number in range(members))
    return Problem(
        TODAY, held, tuple(_case(random, number, days[-1] if days else TODAY, pool) for number in range(cases)), pool
    )


def _member(random: Random, number: int, held: tuple[Sitting, ...], members: int) -> Available:
    agency = AGENCIES[number % len(AGENCIES)]
    comes = frozenset(each.key for each in held if random.random() < 0.75)
    own = Member(f"member-{number:02}", f"{agency}-{number % 7}", agency)
    return Available(own, comes, max(4, round(10 * len(held) / members)))


def _case(random: Random, number: int, last: date, pool: tuple[Available, ...]) -> Waiting:
    age = random.choice((10, 30, 60, 90, 150, 240, 400))
    due = TODAY + timedelta(random.randint(7, max(7, (last - TODAY).days))) if random.random() < 0.8 else None
    needs = {Agency.POLICE: 1, Agency.HEALTH: 1, Agency.LOCAL_AUTHORITY: 1, Agency.CHARITY: random.choice((1, 2))}
    if random.random() < 0.3:
        needs[Agency.UK_VISAS_AND_IMMIGRATION] = 1
    if random.random() < 0.2:
        needs[Agency.GANGMASTERS_LICENSING_AUTHORITY] = 1
    organisation = random.choice(pool).member.organisation if pool else ""
    barred = {each.member.account for each in pool if each.member.organisation == organisation}
    barred |= {f"chair-{random.randrange(10)}"} if random.random() < 0.3 else set()
    return Waiting(f"NRM-{number:04}", TODAY - timedelta(age), due, needs, frozenset(barred))
