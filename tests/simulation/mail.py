"""Letters on their way: servers that are down, addresses that are refused, receipts that are lost, and trying anew."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

TRIES = 6
FAILS, RECEIPT_LOST, REFUSED, PUT_RIGHT = 0.10, 0.03, 0.02, 0.7


@dataclass
class Letter:
    """One letter: what it is, whom it is for, and how far it has come. `number` is what the other end knows it by."""

    case: str
    what: str
    audience: str
    number: str
    tries: int = 0
    state: str = "waiting"
    next_on: date = date.min


def the_same_number(letter: Letter) -> str:
    """What a letter that is tried anew is known by: what it was known by."""
    return letter.number


def told(letter: Letter) -> None:
    """A letter that could not be delivered is marked, so that somebody sees it."""
    letter.state = "failed"


@dataclass
class Mail:
    """Every letter there was, those that wait by day, and what came in at the other end, by case, letter and reader."""

    chance: Random
    number_again: Callable[[Letter], str] = the_same_number
    give_up: Callable[[Letter], None] = told

    def __post_init__(self) -> None:
        """Nothing was written yet."""
        self.letters: list[Letter] = []
        self.waiting: list[tuple[date, int]] = []
        self.door: set[str] = set()
        self.arrived: Counter[tuple[str, str, str]] = Counter()
        self.down_until = date.min
        self.seen: Counter[str] = Counter()

    def write(self, case: str, what: str, audience: str, on: date) -> None:
        """A letter is written, and waits from this day on."""
        letter = Letter(case, what, audience, f"{case}/{what}/{audience}", next_on=on)
        self.letters.append(letter)
        heapq.heappush(self.waiting, (on, len(self.letters) - 1))

    def day(self, today: date) -> None:
        """What waits is tried; the server may be down for some days, seldom for weeks."""
        if self.down_until < today and self.chance.random() < 0.02:
            self.down_until = today + timedelta(days=1 + int(self.chance.random() ** 4 * 30))
        while self.waiting and self.waiting[0][0] <= today:
            _, index = heapq.heappop(self.waiting)
            self._try(self.letters[index], index, today)

    def _try(self, letter: Letter, index: int, today: date) -> None:
        draw = self.chance.random()
        letter.tries += 1
        if letter.tries > 1:
            letter.number = self.number_again(letter)
        if draw < REFUSED:
            self.seen["refused"] += 1
            self.give_up(letter)
            if self.chance.random() < PUT_RIGHT:  # somebody finds a better address
                letter.state = "waiting"
                self._again(letter, index, today + timedelta(days=5 + int(self.chance.random() * 15)))
            return
        if today <= self.down_until or draw < REFUSED + FAILS:
            self.seen["failed"] += 1
            self._later(letter, index, today)
            return
        if letter.number not in self.door:
            self.door.add(letter.number)
            self.arrived[letter.case, letter.what, letter.audience] += 1
        if draw < REFUSED + FAILS + RECEIPT_LOST:
            self.seen["receipt lost"] += 1
            self._later(letter, index, today)
            return
        letter.state = "arrived"

    def _later(self, letter: Letter, index: int, today: date) -> None:
        if letter.tries >= TRIES:
            self.seen["given up"] += 1
            self.give_up(letter)
            return
        self._again(letter, index, today + timedelta(days=min(2 ** (letter.tries - 1), 8)))

    def _again(self, letter: Letter, index: int, on: date) -> None:
        letter.next_on = on
        heapq.heappush(self.waiting, (on, index))
