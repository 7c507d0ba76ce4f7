"""A count of fewer than five people is not shown, and nobody who reads all that is shown can work it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from random import Random

import pytest

from opennrm.statistics.small_numbers import MOST, Cell, possible, protected, rounded, shown, vague

Shows = Callable[[Sequence[int]], tuple[Cell, ...]]


def worked_out(show: Shows, wholes: int = 4000) -> list[tuple[list[int], int]]:
    """What somebody finds who knows each whole exactly and reads its parts: a count below five that they know better
    than "fewer than five". They try every number for it, and add up what the others can be."""
    random, found = Random(5), []  # noqa: S311 - made-up counts
    for _ in range(wholes):
        counts = [random.choice((random.randrange(6), random.randrange(60))) for _ in range(random.randrange(2, 8))]
        cells = show(counts)
        for place, count in enumerate(counts):
            others = [cell for each, cell in enumerate(cells) if each != place]
            low, high = sum(cell.low for cell in others), sum(cell.high for cell in others)
            can_be = {n for n in range(5) if low <= sum(counts) - n <= high and cells[place].low <= n}
            if count < 5 and can_be != {n for n in range(5) if n <= sum(counts)}:
                found.append((counts, place))
    return found


def test_nobody_works_out_a_small_count_from_the_whole_and_the_other_counts() -> None:
    assert worked_out(protected) == []


@pytest.mark.parametrize(
    "leak",
    [
        lambda counts: tuple(shown(count) for count in counts),
        lambda counts: tuple(Cell(0, 4) if count < 5 else Cell(count, count) for count in counts),
    ],
    ids=["rounded only, nothing else withheld", "small ones hidden, the others exact"],
)
def test_the_attack_finds_a_leak_that_was_planted(leak: Shows) -> None:
    assert worked_out(leak)


def test_what_is_shown_holds_the_true_count_and_no_small_one() -> None:
    for counts in product((0, 3, 5, 12, 23), repeat=3):
        for count, cell in zip(counts, protected(counts), strict=True):
            assert cell.low <= count <= cell.high
            assert cell.is_withheld or cell.is_few == (count < 5)
            assert cell.is_vague or cell.about == rounded(count)


def test_the_largest_count_is_told_vaguely_where_rounding_is_not_enough() -> None:
    few, some, largest = protected([3, 28, 298])
    assert (few.is_few, some.about) == (True, 30)
    assert (largest.low, largest.high, largest.is_withheld) == (290, 309, False)
    assert [cell.about for cell in protected([2, 14, 301])] == [2, 15, 300], "rounding is enough"
    assert [cell.about for cell in protected([40, 61, 77])] == [40, 60, 75]


def test_a_vague_count_leaves_room_for_four_in_both_directions() -> None:
    for count in range(9, 500):
        cell = vague(count)
        assert cell.low + 4 <= count <= cell.high - 5
        assert cell.is_vague


def test_where_none_is_large_all_is_withheld() -> None:
    assert [cell.is_withheld for cell in protected([3, 4])] == [True, True]
    assert [cell.is_withheld for cell in protected([3, 5])] == [True, True]


def test_every_number_between_the_bounds_is_possible_and_none_beyond() -> None:
    cells = (Cell(0, 4), Cell(8, 12), Cell(5, MOST))
    assert possible(20, cells, 0) == (0, 4)
    assert possible(13, cells, 0) == (0, 0)
    assert possible(14, cells, 1) == (8, 9)
