"""Cases are placed at the least cost there is: compared with every way there is, and with the theorem of prices."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opennrm.mechanism.timetabling.placing import NOT_THERE, placed_at_least_cost

COSTS = st.lists(st.lists(st.integers(0, 30) | st.just(NOT_THERE), min_size=3, max_size=3), min_size=1, max_size=6)


def sum_of(costs: list[list[int]], columns: list[int] | tuple[int, ...]) -> int:
    return sum(row[column] for row, column in zip(costs, columns, strict=True))


@settings(max_examples=400, deadline=None)
@given(costs=COSTS, places=st.lists(st.integers(0, 3), min_size=2, max_size=2))
def test_no_other_way_costs_less(costs: list[list[int]], places: list[int]) -> None:
    costs = [[*row[:2], min(row[2], 40)] for row in costs]
    room = [*places, len(costs)]
    found = placed_at_least_cost(costs, room)
    assert all(found.count(column) <= most for column, most in enumerate(room))
    ways = (way for way in product(range(3), repeat=len(costs)) if all(way.count(c) <= m for c, m in enumerate(room)))
    assert sum_of(costs, found) == min(sum_of(costs, way) for way in ways)


def test_one_who_was_placed_gives_way_where_that_costs_less() -> None:
    assert placed_at_least_cost([[0, 1], [0, 50]], [1, 2]) == [1, 0]


def test_without_room_for_all_it_says_so() -> None:
    with pytest.raises(ValueError, match="no place"):
        placed_at_least_cost([[1], [1]], [1])
    with pytest.raises(ValueError, match="no place"):
        placed_at_least_cost([[NOT_THERE]], [1])
