"""A manager sees how far chance can move a share, and is pointed only to what chance does not explain."""

from __future__ import annotations

from random import Random

import pytest

from opennrm.statistics.uncertainty import beyond_chance, chance_of, wilson


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(found: int, of: int, low: float, high: float) -> None:
    # R. G. Newcombe, Stat. Med. 17 (1998), 857-872, table I, method 3.
    assert wilson(found, of) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


def test_shares_that_are_alike_are_chance_and_shares_far_apart_are_not() -> None:
    assert chance_of(50, 100, 50, 100) == 1.0
    assert chance_of(60, 100, 40, 100) == pytest.approx(0.004678, abs=1e-5)
    assert chance_of(90, 100, 10, 100) < 1e-20
    assert chance_of(10, 10, 40, 40) == chance_of(0, 0, 3, 9) == 1.0


def test_many_comparisons_need_stronger_ones() -> None:
    assert beyond_chance([0.01, 0.04, 0.03, 0.005]) == (True, False, False, True)
    assert beyond_chance([0.04]) == (True,)
    assert beyond_chance([0.04, 0.9]) == (False, False)
    assert beyond_chance([]) == ()


def test_where_only_chance_is_at_work_it_seldom_points_to_anybody() -> None:
    random, pointed, rounds = Random(62), 0, 300  # noqa: S311 - made-up counts
    for _ in range(rounds):
        found = [sum(random.random() < 0.6 for _ in range(80)) for _ in range(8)]
        chances = [chance_of(one, 80, sum(found) - one, 560) for one in found]
        pointed += any(beyond_chance(chances))
    assert pointed / rounds < 0.08
