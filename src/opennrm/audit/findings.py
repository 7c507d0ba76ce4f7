"""What a verifier found where a record does not say what its history says, and how the two are read side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

MOST = 20
"""After so many findings a verifier stops: the first say enough, and a thousand would hide them."""
AT_ONCE = 500
"""Records compared at a time, so that memory stays the same however many there are."""

Told = Callable[[int], None]
"""Is told how many records were compared so far."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not hold in a record: its public reference, and what; never a name or an answer."""

    reference: str
    what: str


def nobody(count: int) -> None:
    """Tells nobody how far it is."""


def in_batches(many: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The same things in lists of at most `size`, without ever holding more than one list."""
    source = iter(many)
    while batch := list(islice(source, size)):
        yield batch


def first(found: Iterable[Difference], most: int = MOST) -> list[Difference]:
    """The first findings of a stream; nothing more is looked at once there are `most`."""
    return list(islice(found, most))
