"""Counts of people as they may be shown: rounded, fewer than five, or vaguer so that nothing small is worked out.

The counts given together are all the parts of one whole. Whoever reads them is taken to know the whole exactly, from
elsewhere. `possible` is what such a reader can work out; where of a small count that is less than the whole of "fewer
than five", `protected` tells the largest count vaguely, or where there is no large one nothing at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5
"""A count below this is not shown."""
BASE = 5
"""Any other is rounded to a multiple of this."""
MOST = 10**9
"""More people than there can be, for a count of which nothing is shown."""
VAGUE = 20
"""How many numbers a count can be that is told vaguely."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count as it is shown: what it lies between, as far as its own figure says, and the figure nearest to it."""

    low: int
    high: int
    about: int = 0
    """Half of four where it is fewer than five; the middle where it is told vaguely; nought where nothing is shown."""

    @property
    def is_few(self) -> bool:
        """Is it shown as fewer than five?"""
        return self.high < FEWEST

    @property
    def is_vague(self) -> bool:
        """Is it shown as a few, or as from one number to another, rather than as a rounded one?"""
        return self.is_few or self.high - self.low >= BASE

    @property
    def is_withheld(self) -> bool:
        """Is nothing shown of it?"""
        return self.high == MOST


def shown(count: int) -> Cell:
    """A count as it is shown where it stands alone."""
    if count < FEWEST:
        return Cell(0, FEWEST - 1, FEWEST // 2)
    about = rounded(count)
    return Cell(max(FEWEST, about - BASE // 2), about + BASE // 2, about)


def rounded(count: int) -> int:
    """The nearest multiple of the base: five is odd, so none is as near to two."""
    return BASE * ((count + BASE // 2) // BASE)


def vague(count: int) -> Cell:
    """A count as from one number to another, at least four below it and five above; it must be nine or more."""
    low = VAGUE // 2 * ((count - FEWEST + 1) // (VAGUE // 2))
    return Cell(max(FEWEST, low), low + VAGUE - 1, low + VAGUE // 2)


def protected(counts: Sequence[int]) -> tuple[Cell, ...]:
    """The parts of one whole as they are shown: what is fewer than five can be any such number, as far as the whole and
    the others tell.

    One vague count is enough for that: it leaves room for four in both directions. The largest loses least by it.
    """
    cells = [shown(count) for count in counts]
    if _is_safe(counts, cells):
        return tuple(cells)
    largest = max(range(len(counts)), key=lambda each: counts[each])
    if counts[largest] < 2 * FEWEST - 1:
        return tuple(Cell(0, MOST) for _ in counts)
    return tuple(vague(counts[place]) if place == largest else cell for place, cell in enumerate(cells))


def possible(whole: int, cells: Sequence[Cell], place: int) -> tuple[int, int]:
    """The least and the most that a count can be, for somebody who knows the whole and what is shown of each part.

    One equation over whole numbers between bounds: every number between the two is possible, and none beyond.
    """
    others = [cell for each, cell in enumerate(cells) if each != place]
    least = whole - sum(cell.high for cell in others)
    most = whole - sum(cell.low for cell in others)
    return max(cells[place].low, least), min(cells[place].high, most)


def _is_safe(counts: Sequence[int], cells: Sequence[Cell]) -> bool:
    whole = sum(counts)
    return all(
        possible(whole, cells, place) == (cell.low, cell.high) for place, cell in enumerate(cells) if cell.is_few
    )
