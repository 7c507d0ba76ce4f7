"""Puts cases to sittings at the least cost, exactly, as long as nobody asks who comes: a problem of transport.

One case after the other is given the cheapest place, moving those that were placed before where that costs less than
waiting (successive shortest paths; Ahuja, Magnanti and Orlin, Network Flows, 1993, chapter 9).
"""

from __future__ import annotations

from collections.abc import Sequence

NOT_THERE = 10**12
"""The cost of what is not possible."""


def placed_at_least_cost(costs: Sequence[Sequence[int]], places: Sequence[int]) -> list[int]:
    """Take the cost of each case (row) at each place (column) and how many each takes; give the column of each case.

    One column at least must have room for all, where a case waits: raises `ValueError` where a case finds no place.
    """
    at: list[set[int]] = [set() for _ in places]
    column_of: list[int] = []
    moves = [[NOT_THERE] * len(places) for _ in places]
    movers = [[-1] * len(places) for _ in places]

    def look_again(column: int) -> None:
        """What it costs least to move somebody from this column to each other, and whom."""
        for other in range(len(places)):
            found = min(((costs[case][other] - costs[case][column], case) for case in at[column]), default=None)
            moves[column][other], movers[column][other] = found if found else (NOT_THERE, -1)

    for case, row in enumerate(costs):
        reached, before = _cheapest(row, moves, [len(at[column]) >= most for column, most in enumerate(places)])
        free = [column for column, most in enumerate(places) if len(at[column]) < most]
        target = min(free, key=lambda column: reached[column], default=-1)
        if target < 0 or reached[target] >= NOT_THERE:
            raise ValueError("A case finds no place.")
        changed = {target}
        while (source := before[target]) >= 0:
            moved = movers[source][target]
            at[source].remove(moved)
            at[target].add(moved)
            column_of[moved] = target
            target = source
            changed.add(target)
        at[target].add(case)
        column_of.append(target)
        for column in changed:
            look_again(column)
    return column_of


def _cheapest(row: Sequence[int], moves: list[list[int]], is_full: list[bool]) -> tuple[list[int], list[int]]:
    """The cost at which a new case makes one more of each column, and the column before it on the way there."""
    reached, before = list(row), [-1] * len(row)
    waiting = [column for column, full in enumerate(is_full) if full and row[column] < NOT_THERE]
    while waiting:
        source = waiting.pop()
        for target, cost in enumerate(moves[source]):
            if target != source and cost < NOT_THERE // 2 and reached[source] + cost < reached[target]:
                reached[target], before[target] = reached[source] + cost, source
                if is_full[target] and target not in waiting:
                    waiting.append(target)
    return reached, before
