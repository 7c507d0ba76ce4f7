"""What was changed in the long lists since this release was made, as whoever reads the table of changes told it here.

Each process keeps what it was told last. Whatever is made of the lists and kept is kept by `kept_with_lists`, so that
one telling renews all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from opennrm.questions.lists import Entry

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ListChange:
    """An entry that was added to a list, or the end of one: that has a day on which it ended, and its successors.

    Numbers go up from 1 in the order in which things were changed.
    """

    number: int
    list_name: str
    code: str
    label: str = ""
    also: tuple[str, ...] = ()
    kind: str = ""
    nation: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    replaced_by: tuple[str, ...] = ()


class _Told:
    """What this process knows: the changes in order, and how often it was told something new."""

    times = 0
    changes: tuple[ListChange, ...] = ()


_TOLD = _Told()
_TELLING = Lock()
_EMPTIES: list[Callable[[], None]] = []


def kept_with_lists(make: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function makes of the lists, by its arguments, until the lists change.

    Something begun before a change and kept after it is kept under what was known as it began, and not found again.
    """

    @cache
    def kept(times: int, *args: Any, **kwargs: Any) -> R:
        return make(*args, **kwargs)

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        return kept(_TOLD.times, *args, **kwargs)  # type: ignore[arg-type]

    _EMPTIES.append(kept.cache_clear)
    return made


def newest() -> int:
    """The number of the newest change that this process knows; 0 for none."""
    return _TOLD.changes[-1].number if _TOLD.changes else 0


def tell(changes: Iterable[ListChange]) -> None:
    """Tell every change there is; what was made of the lists before is let go. Fewer than are known change nothing."""
    told = tuple(sorted(changes, key=lambda change: change.number))
    with _TELLING:
        if told and told[-1].number > newest():
            _know(told)


def forget() -> None:
    """Know of no change any more, as at the start."""
    with _TELLING:
        if _TOLD.changes:
            _know(())


def changed(list_name: str, entries: Iterable[Entry], add: Callable[[ListChange], Entry]) -> Mapping[str, Entry]:
    """The entries of a list by code with what was changed in it; `add` makes an entry of what was added.

    A release that came later may have an entry that was added here, or its end: then the release is right.
    """
    found = {entry.code: entry for entry in entries}
    for change in _TOLD.changes:
        if change.list_name != list_name:
            continue
        before = found.get(change.code)
        if change.ends_on is None:
            found.setdefault(change.code, add(change))
        elif before is not None and before.ends_on is None:
            found[change.code] = replace(before, ends_on=change.ends_on, replaced_by=change.replaced_by)
    return found


def _know(changes: tuple[ListChange, ...]) -> None:
    _TOLD.changes = changes
    _TOLD.times += 1
    for empty in _EMPTIES:
        empty()
