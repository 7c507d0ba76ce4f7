"""A year of cases through the real actions: who is there, what fails on the way, and a mail server."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from opennrm.cases.actions.absence import record_absence
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.stages import SETTLED_STAGES, Stage
from opennrm.notifications.channels.port import Parcel, Undelivered
from opennrm.partners.access import Actor
from tests.cases.by_the_law import consulted
from tests.cases.doings import DOINGS, FITTING
from tests.cases.histories import MONDAY, House, Tried, Walked
from tests.factories import cases as made
from tests.faults.test_crashes import AWAY, Blow, killing

DAYS, ARRIVE_IN = 300, 200
STATEMENTS = 12
CUT_OFF, BESIDE, MOST = 0.05, 0.05, 10
BESIDES = ("evidence", "extend", "suspend", "withdraw", "transfer", "give_leave", "close")
WAITS = {"recovery": 31, "suspended": 10, "negative": 6, "returned": 4}
"""Days between two looks, by a word in the name of the stage; else two."""


@dataclass
class WalkAmongAbsences(Walked):
    """A case that only those work on who are there."""

    year: Year | None = None

    def somebody(self) -> Actor:
        """One of those who are at work."""
        assert self.year is not None
        return self.chance.choice(self.year.there(self.today))


@dataclass
class Server:
    """A mail server that is down for days, refuses now and then, and sometimes takes a letter and says that it failed.

    `carried` counts what came in by the name it came under; the same name again is the same letter.
    """

    chance: Random
    down: bool = False
    carried: Counter[UUID] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)

    def carry(self, parcel: Parcel) -> None:
        """Take a parcel, or not."""
        draw = self.chance.random()
        if self.down:
            self.seen["down"] += 1
            raise Undelivered("server_down", out_of_order=True)
        if draw < 0.1:
            self.seen["failed"] += 1
            raise Undelivered("try_later")
        self.carried[parcel.id] += 1
        if draw < 0.15:
            self.seen["receipt lost"] += 1
            raise Undelivered("connection_lost")


@dataclass
class Year:
    """The cases, in the order of days on which somebody looks at them."""

    house: House
    chance: Random
    walks: list[WalkAmongAbsences] = field(default_factory=list)
    agenda: list[tuple[datetime, int]] = field(default_factory=list)
    away: dict[UUID, set[date]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    def there(self, day: date) -> list[Actor]:
        """The officers who are not away."""
        return [each for each in self.house.officers if day not in self.away.get(each.account_id, set())]

    def make_absences(self) -> None:
        """Each officer is away three times, one after another, and records it themselves."""
        for number in range(9):
            who = self.house.officers[number % 3]
            first = legal_day(MONDAY) + timedelta(days=20 + number * 30)
            until = first + timedelta(days=13)
            record_absence(who.account_id, from_on=first, until_on=until, cover=None, by=who, at=MONDAY)
            self.away.setdefault(who.account_id, set()).update(first + timedelta(days=each) for each in range(14))

    def refer(self, number: int, at: datetime) -> None:
        """A referral comes in."""
        nationality = self.chance.choice(["vietnamese", "polish", "british"])
        told: dict[str, Any] = {"child": self.chance.random() < 0.2, "last_name": f"Seed {number}"}
        reference = made.referred(self.house.referrer, at=at, nationality=nationality, **told)
        own = Random(number)  # noqa: S311 - it must come out the same again
        walk = WalkAmongAbsences(self.house, reference, own, at + timedelta(hours=1), year=self)
        walk.read()
        self.walks.append(walk)
        heapq.heappush(self.agenda, (walk.at, len(self.walks) - 1))

    def next(self, until: datetime) -> None:
        """Everything that is looked at until a moment."""
        while self.agenda and self.agenda[0][0] <= until:
            at, index = heapq.heappop(self.agenda)
            walk = self.walks[index]
            walk.at = at
            walk.read()  # letters were delivered, clocks counted anew, and recoveries ended by the day's sweep
            if not self.there(walk.today):
                heapq.heappush(self.agenda, (at + timedelta(days=1), index))
                continue
            self._go_on(walk)
            if not self._is_done(walk):
                days = next((days for word, days in WAITS.items() if word in walk.stage), 2)
                heapq.heappush(self.agenda, (at + timedelta(days=days), index))

    def _go_on(self, walk: Walked) -> None:
        name = self._next_doing(walk)
        if self.chance.random() < CUT_OFF:
            self._cut_off(walk, name)
        else:
            walk.step(name, DOINGS[name])

    def _next_doing(self, walk: Walked) -> str:
        if self.chance.random() < BESIDE and walk.stage not in SETTLED_STAGES:
            return self.chance.choice(BESIDES)
        if walk.stage is Stage.CONCLUSIVE_GROUNDS_PENDING and not consulted(walk):
            return "consult"
        return next((names[0] for word, names in FITTING.items() if word in walk.stage), "evidence")

    def _cut_off(self, walk: Walked, name: str) -> None:
        """The connection is killed at some statement: it was done wholly, or not at all and is done then."""
        tried: Tried = DOINGS[name](walk)
        before, blow = len(walk.entries), Blow(1 + int(self.chance.random() * STATEMENTS), after=bool(len(name) % 2))
        try:
            with killing(blow):
                tried.call()
        except Refused:
            pass
        except AWAY:
            assert blow.fell, "nobody killed it"
        self.seen["cut off"] += blow.fell
        walk.read()
        if len(walk.entries) == before:
            walk.step(name, lambda _: tried)
        else:
            self.seen["cut off, and done"] += 1
            assert walk.stage is tried.after, f"{name} was done in part"

    def _is_done(self, walk: Walked) -> bool:
        """Is all decided, or enough done?"""
        rests = walk.stage in SETTLED_STAGES and (
            not walk.stage.endswith("negative") or "request_reconsideration" in " ".join(walk.done)
        )
        return rests or len(walk.done) >= MOST
