"""Small problems of a timetable, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from opennrm.mechanism.panels.members import Agency, Member
from opennrm.mechanism.timetabling.problem import Available, Problem, Sitting, Waiting

TODAY = date(2026, 11, 23)
SITTINGS = ("first", "second", "third")
EACH = (Agency.POLICE, Agency.HEALTH, Agency.LOCAL_AUTHORITY, Agency.CHARITY)


def sittings(places: int = 2) -> tuple[Sitting, ...]:
    """Three sittings, a fortnight apart, each with a chair of its own."""
    return tuple(
        Sitting(key, TODAY + timedelta(7 + 14 * number), places, f"chair-{key}") for number, key in enumerate(SITTINGS)
    )


def member(number: int, **given: Any) -> Available:
    """A member who can come to everything, three times at most."""
    own = Member(f"member-{number}", f"organisation-{number}", given.pop("agency", EACH[number % len(EACH)]))
    return Available(own, given.pop("sittings", frozenset(SITTINGS)), given.pop("most", 3))


def case(number: int, *, age: int = 10, due_in: int | None = None, **given: Any) -> Waiting:
    """A case that waits so many days, and is due in so many, if at all; it needs one of each agency."""
    needs: Mapping[Agency, int] = given.pop("needs", dict.fromkeys(EACH, 1))
    due = None if due_in is None else TODAY + timedelta(due_in)
    return Waiting(f"case-{number}", TODAY - timedelta(age), due, needs, given.pop("barred", frozenset()))


def problem(*cases: Waiting, members: int = 8, places: int = 2, **given: Any) -> Problem:
    """These cases, so many members, three sittings."""
    pool = given.pop("pool", tuple(member(number) for number in range(members)))
    return Problem(TODAY, sittings(places), cases, pool, **given)
