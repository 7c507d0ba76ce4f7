"""People who work through five years, and are on leave or ill in between."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

ROLES = {"caseworker": 8, "second_officer": 5, "reviewer": 7, "member": 12, "chair": 2, "manager": 2}


@dataclass(frozen=True)
class Person:
    """Somebody: the id of their account, their role, and the days on which they are away."""

    account: str
    role: str
    away: frozenset[date]


@dataclass
class Staff:
    """Everybody, by role; `asked_in_vain` counts how often nobody of a role was there."""

    people: dict[str, list[Person]]
    asked_in_vain: int = 0
    by_account: dict[str, Person] = field(default_factory=dict)

    def there(self, role: str, day: date) -> list[Person]:
        """Those of a role who are at work."""
        return [person for person in self.people[role] if day not in person.away]

    def one(self, role: str, day: date, chance: Random) -> str | None:
        """Somebody of a role who is at work; None where nobody is."""
        there = self.there(role, day)
        if not there:
            self.asked_in_vain += 1
            return None
        return there[int(chance.random() * len(there))].account

    def is_away(self, account: str, day: date) -> bool:
        """Is this person on leave or ill?"""
        return day in self.by_account[account].away


def staff_for(begins: date, ends: date, chance: Random) -> Staff:
    """People with two weeks of leave twice a year, some days of illness, and now and then a long one."""
    people: dict[str, list[Person]] = {}
    number = 0
    for role, count in ROLES.items():
        people[role] = []
        for _ in range(count):
            number += 1
            away = frozenset(_away(begins, ends, chance))
            people[role].append(Person(f"00000000-0000-4000-8000-{number:012}", role, away))
    by_account = {person.account: person for each in people.values() for person in each}
    return Staff(people, by_account=by_account)


def _away(begins: date, ends: date, chance: Random) -> list[date]:
    days: list[date] = []
    first = begins
    while first < ends:
        spells = [14, 14, 1, 2, 3] + ([45] if chance.random() < 0.1 else [])
        for length in spells:
            start = first + timedelta(days=int(chance.random() * 365))
            days += [start + timedelta(days=each) for each in range(length)]
        first += timedelta(days=365)
    everybody = first_of_the_year(begins, ends)
    return [*days, *everybody]


def first_of_the_year(begins: date, ends: date) -> list[date]:
    """A day each year on which nobody is there at all: a strike, or snow."""
    return [date(year, 1, 15) for year in range(begins.year, ends.year + 1)]
