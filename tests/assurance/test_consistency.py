"""A quality manager sees that one group waits longer than the others, and nobody learns what became of four people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opennrm.assurance.consistency import (
    BREAKDOWNS,
    NOT_KNOWN,
    QUESTIONS,
    Group,
    compared,
    nationality_groups,
    whole_years,
)
from opennrm.questions.lists import entries
from opennrm.statistics.actions import catch_up
from opennrm.statistics.small_numbers import MOST
from tests.assurance.crowd import Crowd
from tests.assurance.panel import panel, to_review
from tests.factories import referrals

pytestmark = pytest.mark.django_db
RG = "reasonable_grounds"


def by_key(groups: list[Group]) -> dict[str, Group]:
    return {group.key: group for group in groups}


def test_one_group_waits_longer_and_is_believed_less_often() -> None:
    crowd = Crowd()
    crowd.decided(60)
    crowd.decided(20, "negative")
    crowd.decided(20, nationality="vietnamese", days=lambda each: 60 + each)
    crowd.decided(40, "negative", nationality="vietnamese", days=lambda each: 60 + each, paused=10)
    crowd.decided(3, nationality="albanian", gender="male")
    everybody, groups = compared(RG, "nationality", [crowd.year])
    found = by_key(groups)
    vietnamese, british = found["Eastern and South-eastern Asia"], found["United Kingdom"]
    assert (vietnamese.decided, vietnamese.share, vietnamese.differs, vietnamese.waits) == (
        60,
        (33, 33),
        "less",
        "more",
    )
    assert (british.decided, british.share, british.differs, british.waits) == (80, (75, 75), "more", "less")
    assert vietnamese.interval is not None
    assert vietnamese.interval[0] < 22 < 46 < vietnamese.interval[1] < 55, "wider than Wilson's: the counts are rounded"
    assert vietnamese.days is not None
    assert (vietnamese.days.first_quarter, vietnamese.days.last_quarter) == (67, 84)
    assert vietnamese.days.low < vietnamese.days.median == 74 < vietnamese.days.high
    assert vietnamese.days.net == 70, "of two in three, ten days were a pause"
    assert british.days is not None
    assert british.days.net == british.days.median
    assert everybody is not None
    assert (everybody.yes.about, everybody.no.about) == (85, 60)
    albanian = found["Rest of Europe"]
    assert (albanian.share, albanian.days, albanian.decided) == (None, None, None)
    assert albanian.yes.high in (4, MOST)
    assert [group.key for group in groups] == [*dict.fromkeys(nationality_groups().values()), NOT_KNOWN]


def test_the_others_are_told_apart_in_the_same_way() -> None:
    crowd = Crowd()
    crowd.decided(30, authority="one-authority", age="under_18")
    crowd.decided(20, "negative", authority="two-authority", gender="male", reviewed=True)
    crowd.decided(15, authority="two-authority", gender="male", year=crowd.year - 1)
    assert whole_years(RG, crowd.at.date()) == [crowd.year, crowd.year - 1]

    def shown(by: str, *years: int) -> dict[str, tuple[int, int]]:
        groups = by_key(compared(RG, by, years or [crowd.year])[1])
        return {key: (one.yes.about, one.no.about) for key, one in groups.items() if one.yes.low + one.no.low >= 5}

    assert shown("authority") == {"one-authority": (30, 2), "two-authority": (2, 20)}
    assert shown("panel") == {"reviewed_by_an_independent_panel": (2, 20), "not_reviewed": (30, 2)}
    assert shown("gender") == {"female": (30, 2), "male": (2, 20)}
    assert shown("age") == {"under_18": (30, 2), "adult": (2, 20)}
    assert shown("year", crowd.year, crowd.year - 1) == {str(crowd.year): (30, 20), str(crowd.year - 1): (15, 2)}
    groups = by_key(compared(RG, "gender", [crowd.year])[1])
    assert groups["male"].share == (0, 29), "fewer than five of 10 to 29"
    crowd.decided(25, by_a_panel=True)
    crowd.decided(20, "negative", by_a_panel=True, reviewed=True)
    assert shown("panel")["decided_by_a_panel"] == (25, 20), "of a panel that another looked at it is the first's"


def test_over_every_breakdown_and_year_nobody_works_out_a_small_count() -> None:
    crowd = Crowd()
    for each, (gender, nationality) in enumerate(
        [("female", "british"), ("male", "british"), ("male", "albanian"), ("another", "somali"), ("female", "thai")]
    ):
        for year in (crowd.year, crowd.year - 1):
            crowd.decided(2 + 7 * each, gender=gender, nationality=nationality, year=year, authority=f"a-{each % 3}")
            crowd.decided(9 - 2 * each, "negative", gender=gender, nationality=nationality, year=year, age="under_18")
    assert attacked(crowd) == []
    crowd.decided(4, gender="not_known", nationality="")
    assert attacked(crowd) == []
    assert attacked(crowd, show_all=True), "a planted leak is found"


def attacked(crowd: Crowd, *, show_all: bool = False) -> list[tuple[str, str]]:
    """What is learned by somebody who knows how many were positive and negative in each year, and reads every page."""
    truth = {crowd.year: [0, 0], crowd.year - 1: [0, 0]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT on_day, outcome FROM statistics_fact WHERE what = %s", [RG])
        for day, outcome in cursor.fetchall():
            truth[day.year][outcome != "positive"] += 1
    learned = []
    for by in set(BREAKDOWNS) - {"year"}:
        for year, wholes in truth.items():
            groups = compared(RG, by, [year])[1]
            for outcome, whole in zip(("yes", "no"), wholes, strict=True):
                cells = [getattr(group, outcome) for group in groups]
                for group, cell in zip(groups, cells, strict=True):
                    if not cell.is_few and not cell.is_withheld:
                        continue
                    others = [one for one in cells if one is not cell]
                    low = sum(one.low for one in others)
                    high = sum(one.about if show_all and not one.is_few else one.high for one in others)
                    at_least, at_most = max(0, whole - high), whole - low
                    if at_least > 0 or at_most < min(4, whole):
                        learned.append((by, group.key))
    return learned


def test_reviews_and_answers_to_requests_are_compared_too(settings: Any) -> None:
    settings.PROFILES_ADOPTED = [("single_authority_2019", "2020-01-01")]
    house = referrals.house()
    experts = panel(house.at)
    to_review(house, house.adult())
    experts.reviews("reconsider", "reconsider", "satisfied")
    catch_up()
    next_year = date(house.at.year + 1, 3, 1)
    assert whole_years("independent_review", next_year) == [house.at.year]
    assert whole_years("reconsideration", next_year) == whole_years(RG, next_year) == []
    everybody, groups = compared("independent_review", "gender", [house.at.year])
    assert everybody is not None
    assert everybody.yes.is_few
    assert {group.share for group in groups} == {None}


def test_each_breakdown_is_one_statement_that_gives_groups_and_no_person() -> None:
    crowd = Crowd()
    crowd.decided(12)
    for by in BREAKDOWNS:
        for what in QUESTIONS:
            with CaptureQueriesContext(connection) as asked:
                compared(what, by, [crowd.year])
            assert len([each for each in asked if "statistics_fact" in each["sql"]]) <= 2


def test_every_nationality_of_the_list_has_a_group() -> None:
    assert set(nationality_groups()) == set(entries("nationalities"))
