"""Instances of the timetable of panels: made-up pools, sittings and cases, the same each time."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from opennrm.mechanism.panels.members import Agency, Member
from opennrm.mechanism.timetabling.problem import Available, Problem, Sitting, Waiting

TODAY = date(2026, 11, 23)
SIZES = ((20, 15, 10), (60, 30, 20), (150, 50, 40))
"""Cases, members, sittings."""
AGENCIES = (
    *(Agency.POLICE, Agency.POLICE, Agency.HEALTH, Agency.HEALTH, Agency.LOCAL_AUTHORITY, Agency.LOCAL_AUTHORITY),
    *(Agency.CHARITY, Agency.CHARITY, Agency.GANGMASTERS_LICENSING_AUTHORITY, Agency.UK_VISAS_AND_IMMIGRATION),
    Agency.BORDER_FORCE,
)


def instance(cases: int, members: int, sittings: int, seed: int = 20261123) -> Problem:
    """A region whose panels sit for some months, with hardly more places than cases, and cases that are due soon."""
    random = Random(seed)  # noqa: S311 - made-up people
    places = max(2, round(1.1 * cases / sittings))
    days = [TODAY + timedelta(7 + 14 * (number // 2) + 2 * (number % 2)) for number in range(sittings)]
    held = tuple(Sitting(f"sitting-{n:02}", day, places, f"chair-{n % 10}") for n, day in enumerate(days))
    pool = tuple(_member(random, number, held, members) for number in range(members))
    return Problem(TODAY, held, tuple(_case(random, number, days[-1], pool) for number in range(cases)), pool)


def _member(random: Random, number: int, held: tuple[Sitting, ...], members: int) -> Available:
    agency = AGENCIES[number % len(AGENCIES)]
    comes = frozenset(each.key for each in held if random.random() < 0.75)
    own = Member(f"member-{number:02}", f"{agency}-{number % 7}", agency)
    return Available(own, comes, max(4, round(10 * len(held) / members)))


def _case(random: Random, number: int, last: date, pool: tuple[Available, ...]) -> Waiting:
    age = random.choice((10, 30, 60, 90, 150, 240, 400))
    due = TODAY + timedelta(random.randint(7, (last - TODAY).days)) if random.random() < 0.8 else None
    needs = {Agency.POLICE: 1, Agency.HEALTH: 1, Agency.LOCAL_AUTHORITY: 1, Agency.CHARITY: random.choice((1, 2))}
    if random.random() < 0.3:
        needs[Agency.UK_VISAS_AND_IMMIGRATION] = 1
    if random.random() < 0.2:
        needs[Agency.GANGMASTERS_LICENSING_AUTHORITY] = 1
    organisation = random.choice(pool).member.organisation
    barred = {each.member.account for each in pool if each.member.organisation == organisation}
    barred |= {f"chair-{random.randrange(10)}"} if random.random() < 0.3 else set()
    return Waiting(f"NRM-{number:04}", TODAY - timedelta(age), due, needs, frozenset(barred))
