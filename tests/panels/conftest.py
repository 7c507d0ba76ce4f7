"""The unit, its pool and its cases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.panels.pilot import Pilot, cases_by_hand, pilot


@pytest.fixture
def unit() -> Iterator[Pilot]:
    """A unit with five members in its pool, whose quorum is five, and two chairs."""
    with cases_by_hand() as laid:
        yield pilot(laid)


@pytest.fixture
def small_unit() -> Iterator[Pilot]:
    """The same with a quorum of two."""
    with cases_by_hand(quorum=2) as laid:
        yield pilot(laid, members=4)
