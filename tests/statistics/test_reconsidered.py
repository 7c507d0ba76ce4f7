"""Conclusive grounds are counted, and whoever was decided about twice after reconsideration stands once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.actions.reconsidering import accept_reconsideration, request_reconsideration
from opennrm.mechanism.calendar import legal_day
from opennrm.statistics.actions import catch_up, start_again
from opennrm.statistics.models import Fact
from opennrm.statistics.queries import TABLES
from opennrm.web.statistics.presenters import table_with_chart
from tests.factories import referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house(timezone.now() - timedelta(days=100))


def _served(house: referrals.House, reference: str) -> None:
    house.check(reference)
    house.serve(reference)


def _looked_at_again(house: referrals.House, reference: str) -> None:
    by = house.actor("caseworker")
    request_reconsideration(
        reference,
        requester="first_responder",
        grounds=["additional_evidence"],
        words="A neighbour has spoken.",
        on=legal_day(house.at),
        facing_removal=False,
        seen=house.case(reference).version,
        by=by,
        at=house.at,
    )
    accept_reconsideration(reference, answer="", seen=house.case(reference).version, by=by, at=house.at)


def _rows(key: str) -> list[tuple[str | int | float, ...]]:
    catch_up()
    return [row[1:] for row in TABLES[key]().rows]


def test_a_conclusive_decision_is_counted_with_its_kind_and_its_days(house: referrals.House) -> None:
    reference = house.adult()
    then = house.later(3).recovered(reference, 40)
    then.consult(reference)
    then.conclude(reference, "positive")
    assert _rows("conclusive") == _rows("conclusive-by-month") == [("adult", "positive", 1, 0, 1)]
    assert _rows("conclusive-days") == [(1, 40.0, 43.0)]
    month, quarter = (TABLES[key]().rows[0][0] for key in ("conclusive-by-month", "conclusive"))
    assert (month, quarter) == (f"{then.at:%Y-%m}", Fact.objects.get(what="conclusive_grounds").quarter)


def test_a_decision_made_afresh_stands_and_the_one_before_is_told_apart(house: referrals.House) -> None:
    reference = house.adult()
    then = house.recovered(reference, 30)
    then.consult(reference)
    then.conclude(reference, "negative")
    _served(then, reference)
    _looked_at_again(then, reference)
    assert _rows("conclusive") == [("adult", "negative", 1, 0, 1)]
    later = then.later(10)
    later.conclude(reference, "positive")
    catch_up()
    told = {(outcome, stands): made for _by, _kind, outcome, made, _again, stands in TABLES["conclusive"]().rows}
    assert told == {("negative", 0): 1, ("positive", 1): 1}
    assert [row[1:] for row in TABLES["conclusive-days"]().rows] == [(1, 40.0, 40.0)]
    before = {key: make().rows for key, make in TABLES.items()}
    start_again()
    assert {key: make().rows for key, make in TABLES.items()} == before


def test_a_first_decision_made_afresh_is_not_counted_twice_in_the_days(house: referrals.House) -> None:
    reference, other = house.adult(), house.adult()
    for each in (reference, other):
        house.decide(each, "negative")
        _served(house, each)
    _looked_at_again(house, reference)
    house.later(20).decide(reference, "positive")
    catch_up()
    assert sum(int(str(row[1])) for row in TABLES["days"]().rows) == 2
    assert sum(int(str(row[-1])) for row in TABLES["decisions"]().rows) == 2
    assert sum(int(str(row[-2])) for row in TABLES["decisions"]().rows) == 1


def test_the_page_sets_every_number_to_the_right(house: referrals.House) -> None:
    reference = house.adult()
    house.decide(reference, "positive")
    catch_up()
    shown = table_with_chart(TABLES["decisions"]())
    assert [column["numeric"] for column in shown["columns"]] == [False, False, False, True, True, True]
    assert [cell["text"] for cell in shown["rows"][0][1:]] == ["Adult", "Positive", "1", "0", "1"]
