"""Patterns of looking that nobody's work explains, found in what was opened: a question to a person, never an answer.

Only openings outside one's own work, and tries that were refused, are looked at: who works on a case opens it often, at
any hour, and perhaps has the name of somebody in it. Of what is hidden in a record everybody's asking counts, because a
list of where victims are can be made of one's own cases too. Thresholds are our own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
NIGHT_FROM, NIGHT_UNTIL = 22, 6
AT_NIGHT = 3
"""Distinct records in one night."""
NIGHT_SHARE = 0.2
"""Whoever does so much of their work at night works nights."""
ALIKE = 2
"""Openings of records with one's own surname, where it is a common one."""
TRIES = 2
"""Refused tries at restricted records."""
RUN = 6
"""Records one after the other in the order of their references, or refused tries within an hour."""
RUN_WITHIN = timedelta(minutes=30)
TRIED_WITHIN = timedelta(hours=1)
MANY = 5
"""People who looked at one record that none of them works on, within a week."""
MANY_WITHIN = timedelta(days=7)
REVEALED = 10
"""People whose hidden whereabouts one person asked for within a day, own work or not: nobody posts so many by hand."""
REVEALED_WITHIN = timedelta(days=1)


class Pattern(StrEnum):
    """What was found. Source: house."""

    SAME_SURNAME = "same_surname"
    OWN_ADDRESS = "own_address"
    RESTRICTED = "restricted"
    MANY_LOOK = "many_look"
    SEQUENTIAL = "sequential"
    NIGHT = "night"
    WHEREABOUTS = "whereabouts"


@dataclass(frozen=True, slots=True)
class Opened:
    """A record that somebody opened, or tried to: by the id of the account and the reference of the record."""

    at: datetime
    by: str
    record: str
    own_work: bool = False
    refused: bool = False
    restricted: bool = False
    same_surname: bool = False
    common_surname: bool = False
    own_address: bool = False
    revealed: bool = False
    """Was it not the record that they opened, but what of it is hidden otherwise, in a record that was open?"""


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern, whose it is (several, where many looked), and the records in it with the first and last moment."""

    pattern: Pattern
    by: tuple[str, ...]
    records: tuple[str, ...]
    first_at: datetime
    last_at: datetime


def patterns_in(openings: Iterable[Opened]) -> list[Found]:
    """Every pattern in these openings, in the order of the patterns."""
    in_order = sorted(openings, key=lambda each: (each.at, each.by, each.record))
    everything = [each for each in in_order if not each.revealed]
    of_person: dict[str, list[Opened]] = defaultdict(list)
    for each in everything:
        of_person[each.by].append(each)
    found: list[Found] = []
    for theirs in of_person.values():
        found += _of_one_person(theirs)
    found += _many_look(everything)
    found += _many_revealed(each for each in in_order if each.revealed)
    order = list(Pattern)
    return sorted(found, key=lambda each: (order.index(each.pattern), each.first_at, each.by))


def _of_one_person(theirs: Sequence[Opened]) -> Iterator[Found]:
    outside = [each for each in theirs if not each.own_work]
    shown = [each for each in outside if not each.refused]
    alike = [each for each in shown if each.same_surname]
    at_least = ALIKE if all(each.common_surname for each in alike) else 1
    yield from _if_any(Pattern.SAME_SURNAME, alike, at_least=at_least)
    yield from _if_any(Pattern.OWN_ADDRESS, [each for each in shown if each.own_address])
    tried = [each for each in outside if each.refused and each.restricted]
    yield from _if_any(Pattern.RESTRICTED, tried, at_least=TRIES)
    yield from _sequential(outside)
    yield from _at_night(theirs, shown)


def _if_any(pattern: Pattern, openings: Sequence[Opened], at_least: int = 1) -> Iterator[Found]:
    if len(openings) >= at_least:
        yield _found(pattern, openings)


def _sequential(outside: Sequence[Opened]) -> Iterator[Found]:
    """A run in the order of references, or many refused tries within an hour; the longest is enough to ask about."""
    longest: list[Opened] = max((*_runs(outside), *_bursts(outside)), key=len, default=[])
    yield from _if_any(Pattern.SEQUENTIAL, longest, at_least=RUN)


def _runs(outside: Sequence[Opened]) -> Iterator[list[Opened]]:
    for is_up in (True, False):
        run: list[Opened] = []
        for each in outside:
            if run and each.record == run[-1].record:
                continue
            goes_on = bool(run) and (each.record > run[-1].record) is is_up and each.at - run[-1].at <= RUN_WITHIN
            if not goes_on:
                yield run
                run = []
            run.append(each)
        yield run


def _bursts(outside: Sequence[Opened]) -> Iterator[list[Opened]]:
    tries = [each for each in outside if each.refused]
    begin = 0
    for end, last in enumerate(tries):
        while last.at - tries[begin].at > TRIED_WITHIN:
            begin += 1
        within = {each.record: each for each in tries[begin : end + 1]}
        yield list(within.values())


def _at_night(theirs: Sequence[Opened], shown: Sequence[Opened]) -> Iterator[Found]:
    nights: dict[date, list[Opened]] = defaultdict(list)
    for each in shown:
        night = _night_of(each.at)
        if night is not None:
            nights[night].append(each)
    share = sum(_night_of(each.at) is not None for each in theirs if each.own_work) / max(
        1, sum(each.own_work for each in theirs)
    )
    for openings in nights.values():
        if len({each.record for each in openings}) >= AT_NIGHT and share < NIGHT_SHARE:
            yield _found(Pattern.NIGHT, openings)


def _night_of(at: datetime) -> date | None:
    """The day on whose evening the night began that a moment lies in; None by day."""
    local = at.astimezone(LONDON)
    if local.hour >= NIGHT_FROM:
        return local.date()
    return local.date() - timedelta(days=1) if local.hour < NIGHT_UNTIL else None


def _many_look(everything: Sequence[Opened]) -> Iterator[Found]:
    of_record: dict[str, list[Opened]] = defaultdict(list)
    for each in everything:
        if not each.own_work and not each.refused:
            of_record[each.record].append(each)
    for openings in of_record.values():
        for begin, first in enumerate(openings):
            within = [each for each in openings[begin:] if each.at - first.at <= MANY_WITHIN]
            if len({each.by for each in within}) >= MANY:
                yield _found(Pattern.MANY_LOOK, within)
                break


def _many_revealed(reveals: Iterable[Opened]) -> Iterator[Found]:
    """Whoever asked for the whereabouts of many people within a day; the first such day is enough to ask about."""
    of_person: dict[str, list[Opened]] = defaultdict(list)
    for each in reveals:
        of_person[each.by].append(each)
    for theirs in of_person.values():
        begin = 0
        for end, last in enumerate(theirs, start=1):
            while last.at - theirs[begin].at > REVEALED_WITHIN:
                begin += 1
            if len({each.record for each in theirs[begin:end]}) >= REVEALED:
                yield _found(Pattern.WHEREABOUTS, theirs[begin:end])
                break


def _found(pattern: Pattern, openings: Sequence[Opened]) -> Found:
    return Found(
        pattern=pattern,
        by=tuple(sorted({each.by for each in openings})),
        records=tuple(dict.fromkeys(each.record for each in openings)),
        first_at=openings[0].at,
        last_at=openings[-1].at,
    )
