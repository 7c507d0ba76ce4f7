"""Reading many records side by side with their history."""

from __future__ import annotations

from collections.abc import Iterator

from opennrm.audit.findings import Difference, first, in_batches


def test_batches_hold_everything_once_and_never_more_than_their_size() -> None:
    assert list(in_batches(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(in_batches([], 3)) == []


def test_nothing_more_is_looked_at_once_there_are_enough_findings() -> None:
    looked_at = []

    def endless() -> Iterator[Difference]:
        number = 0
        while True:
            looked_at.append(number)
            yield Difference(str(number), "wrong")
            number += 1

    assert len(first(endless(), 5)) == 5
    assert len(looked_at) == 5
