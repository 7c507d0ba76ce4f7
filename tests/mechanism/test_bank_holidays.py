"""The table of bank holidays, against two packages that know nothing of it."""

from __future__ import annotations

import hashlib
from datetime import date

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from opennrm.mechanism.bank_holidays import FIRST_YEAR, LAST_YEAR, TABLE, VERSION, table_of
from opennrm.mechanism.vocabulary import Nation

SUBDIVISIONS = {Nation.ENGLAND: "ENG", Nation.WALES: "WLS", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}
DIVISIONS = {
    Nation.ENGLAND: BankHolidays.ENGLAND_AND_WALES,
    Nation.WALES: BankHolidays.ENGLAND_AND_WALES,
    Nation.SCOTLAND: BankHolidays.SCOTLAND,
    Nation.NORTHERN_IRELAND: BankHolidays.NORTHERN_IRELAND,
}
PROCLAIMED_LATER = {Nation.SCOTLAND: {date(2026, 6, 15)}}
"""The copy of the government's list in the second package is older than the Royal Proclamation of 3 February 2026
(Banking and Financial Dealings Act 1971, section 1(3); source PROCLAMATION-2026), so the proclamation settles it."""


@pytest.mark.proves("REL-16")
@pytest.mark.parametrize("nation", Nation)
def test_the_table_is_that_of_the_package_holidays(nation: Nation) -> None:
    theirs = holidays.UnitedKingdom(subdiv=SUBDIVISIONS[nation], years=range(FIRST_YEAR, LAST_YEAR + 1))
    assert set(table_of(nation)) == {day for day in theirs if day.weekday() < 5}


@pytest.mark.parametrize("nation", Nation)
def test_the_table_is_that_of_the_government_s_list_but_for_what_was_proclaimed_later(nation: Nation) -> None:
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=DIVISIONS[nation])
    theirs = {holiday["date"] for holiday in listed}
    ours = {day for day in table_of(nation) if day.year >= min(theirs).year}
    assert ours - theirs == PROCLAIMED_LATER.get(nation, set())
    assert theirs - ours == set()


@pytest.mark.proves("REL-16")
@pytest.mark.parametrize(
    ("day", "nations"),
    [
        (date(2011, 4, 29), set(Nation)),
        (date(2012, 6, 5), set(Nation)),
        (date(2020, 5, 8), set(Nation)),
        (date(2020, 5, 4), set()),
        (date(2022, 6, 3), set(Nation)),
        (date(2022, 9, 19), set(Nation)),
        (date(2023, 5, 8), set(Nation)),
        (date(2026, 6, 15), {Nation.SCOTLAND}),
        (date(2026, 4, 6), set(Nation) - {Nation.SCOTLAND}),
        (date(2026, 3, 17), {Nation.NORTHERN_IRELAND}),
    ],
)
def test_the_days_that_break_the_pattern_are_where_they_belong(day: date, nations: set[Nation]) -> None:
    assert {nation for nation in Nation if day in table_of(nation)} == nations


def test_no_nation_has_a_day_twice() -> None:
    for nation in Nation:
        days = [day for _, nations, days in TABLE if nation in nations for day in days]
        assert len(days) == len(set(days))


def test_a_changed_table_needs_a_new_version() -> None:
    spelt = repr([(title, sorted(nations), days) for title, nations, days in TABLE])
    seal = (VERSION, hashlib.sha256(spelt.encode()).hexdigest()[:16])
    assert seal == ("united-kingdom-2026-02-03", "17a4b0ff761eb3df"), "the table changed: give it a new version"
