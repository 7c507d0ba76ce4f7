"""Five planted patterns of snooping among ten thousand normal openings: each is found, and hardly anything else."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from opennrm.mechanism.references import reference_from
from opennrm.mechanism.snooping import Opened, Pattern, patterns_in

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
COMMON = ("smith", 110), ("jones", 75), ("taylor", 60), ("brown", 56), ("williams", 40), ("wilson", 39), ("khan", 35)
"""Surnames by how many in ten thousand bear them; the rest of the people share a thousand others."""


def surname(chance: random.Random) -> str:
    others = [(f"name{number}", 9) for number in range(1000)]
    names, weights = zip(*COMMON, *others, strict=True)
    return str(chance.choices(names, weights)[0])


def references(chance: random.Random, count: int) -> list[str]:
    return [reference_from(chance.randbytes(7)) for _ in range(count)]


def normal(chance: random.Random, count: int = 10_000) -> list[Opened]:
    """A month of work of sixty people: nine in ten openings are their own cases, some are covered, checked or mistyped.

    Six of them work nights. Now and then somebody mistypes a reference that looks right, or asks for a restricted one.
    """
    people = {f"account-{number}": surname(chance) for number in range(60)}
    cases = {reference: surname(chance) for reference in references(chance, 3000)}
    known, openings = list(cases), []
    for _ in range(count):
        number = chance.randrange(60)
        by, works_nights = f"account-{number}", number < 6
        hour = (chance.choice((22, 23, 0, 1, 2, 3, 4)) if works_nights else chance.randrange(7, 20)) % 24
        day = MONDAY + timedelta(days=chance.randrange(28))
        at = day + timedelta(hours=hour, minutes=chance.randrange(60), seconds=chance.randrange(60))
        record = chance.choice(known)
        own_work, refused = chance.random() < 0.92, False
        if not own_work and chance.random() < 0.03:
            refused, record = True, chance.choice((record, *references(chance, 3)))
        same = not refused and cases[record] == people[by]
        common = people[by] in dict(COMMON)
        openings.append(
            Opened(at, by, record, own_work=own_work, refused=refused, same_surname=same, common_surname=common)
        )
    return openings


def planted(chance: random.Random) -> dict[Pattern, list[Opened]]:
    """What five insiders did, each within an ordinary day or night of theirs."""
    noon = MONDAY + timedelta(days=9, hours=12)
    night = MONDAY + timedelta(days=9, hours=1)
    some = references(chance, 30)
    return {
        Pattern.SAME_SURNAME: [Opened(noon, "sister", some[0], same_surname=True)],
        Pattern.OWN_ADDRESS: [Opened(noon, "neighbour", some[1], own_address=True)],
        Pattern.RESTRICTED: [
            Opened(noon + timedelta(days=day), "curious", some[2], refused=True, restricted=True) for day in range(2)
        ],
        Pattern.SEQUENTIAL: [
            Opened(noon + timedelta(minutes=place), "scraper", record)
            for place, record in enumerate(sorted(some[3:13]))
        ],
        Pattern.NIGHT: [
            Opened(night + timedelta(minutes=4 * place), "sleepless", some[20 + place]) for place in range(5)
        ],
    }


@pytest.mark.proves("AUD-07")
@pytest.mark.parametrize("seed", range(5))
def test_five_planted_patterns_are_found_among_ten_thousand_openings_and_two_others_at_most(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a made-up month, the same each time
    openings, plants = normal(chance), planted(chance)
    found = patterns_in([*openings, *(each for plant in plants.values() for each in plant)])
    insiders = {plant[0].by: pattern for pattern, plant in plants.items()}
    hits = {each.by[0]: each.pattern for each in found if each.by[0] in insiders}
    assert hits == insiders
    false = [each for each in found if each.by[0] not in insiders]
    assert len(false) <= 2, false


def test_without_a_plant_a_month_of_work_has_at_most_two_findings() -> None:
    month = normal(random.Random(99))  # noqa: S311 - the same each time
    assert len(month) == 10_000
    assert len(patterns_in(month)) <= 2


def test_a_common_surname_is_asked_about_once_it_comes_twice() -> None:
    smith = [
        Opened(MONDAY + timedelta(days=day, hours=12), "smith", f"NRM-{day}", same_surname=True, common_surname=True)
        for day in range(2)
    ]
    assert patterns_in(smith[:1]) == []
    assert [each.pattern for each in patterns_in(smith)] == [Pattern.SAME_SURNAME]


def test_one_record_that_many_look_at_is_found() -> None:
    famous = [Opened(MONDAY + timedelta(hours=10 + n), f"account-{n}", "NRM-1", own_work=n == 0) for n in range(6)]
    (found,) = patterns_in(famous)
    assert (found.pattern, found.records, len(found.by)) == (Pattern.MANY_LOOK, ("NRM-1",), 5)
    assert patterns_in(famous[:5]) == []
    spread = [Opened(MONDAY + timedelta(days=3 * n), f"account-{n}", "NRM-1") for n in range(6)]
    assert patterns_in(spread) == []


def test_refused_tries_within_an_hour_are_a_sequence_whatever_their_order() -> None:
    tries = [
        Opened(MONDAY + timedelta(minutes=9 * place), "scraper", record, refused=True)
        for place, record in enumerate("DAFCEB")
    ]
    assert [each.pattern for each in patterns_in(tries)] == [Pattern.SEQUENTIAL]
    assert patterns_in(tries[:5]) == []
    slow = [Opened(MONDAY + timedelta(hours=place), "x", record, refused=True) for place, record in enumerate("DAFCEB")]
    assert patterns_in(slow) == []


def test_whoever_works_nights_is_not_found_for_it() -> None:
    night = MONDAY + timedelta(hours=2)
    looks = [Opened(night, "nurse", f"NRM-{n}") for n in range(4)]
    shift = [Opened(night + timedelta(days=n), "nurse", f"NRM-O{n}", own_work=True) for n in range(3)]
    assert [each.pattern for each in patterns_in(looks)] == [Pattern.NIGHT]
    assert patterns_in([*looks, *shift]) == []


def test_the_night_is_that_of_london_in_summer_too() -> None:
    june = datetime(2026, 6, 15, 21, 30, tzinfo=UTC)
    looks = [Opened(june, "x", f"NRM-{n}") for n in range(3)]
    assert [each.pattern for each in patterns_in(looks)] == [Pattern.NIGHT]


@pytest.mark.proves("AUD-07", "14.2.6")
def test_whoever_asks_where_many_people_are_within_a_day_is_found_in_their_own_work_too() -> None:
    noon = MONDAY + timedelta(hours=12)
    asked = [Opened(noon + timedelta(minutes=n), "lister", f"NRM-{n}", own_work=True, revealed=True) for n in range(10)]
    (found,) = patterns_in(asked)
    assert (found.pattern, found.by, len(found.records)) == (Pattern.WHEREABOUTS, ("lister",), 10)
    assert patterns_in(asked[:9]) == []
    again = [Opened(noon + timedelta(minutes=n), "slow", "NRM-1", own_work=True, revealed=True) for n in range(30)]
    assert patterns_in(again) == []
    spread = [
        Opened(noon + timedelta(hours=3 * n), "post", f"NRM-{n}", own_work=True, revealed=True) for n in range(20)
    ]
    assert patterns_in(spread) == []


def test_asking_where_somebody_is_counts_as_no_second_opening_of_their_record() -> None:
    smith = [
        Opened(MONDAY + timedelta(hours=12), "smith", "NRM-1", same_surname=True, common_surname=True, revealed=shown)
        for shown in (False, True)
    ]
    assert patterns_in(smith) == []
