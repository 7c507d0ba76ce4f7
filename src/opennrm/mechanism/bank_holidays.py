"""The bank holidays of the four nations from 2009 to 2028, as data: weekdays only, each on the day it is taken.

From the government's published list of bank holidays; the tests compare it with two independent packages.
"""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.vocabulary import Nation

FIRST_YEAR = 2009
LAST_YEAR = 2028

EVERYWHERE = frozenset(Nation)
SCOTLAND = frozenset({Nation.SCOTLAND})
NORTHERN_IRELAND = frozenset({Nation.NORTHERN_IRELAND})
NOT_SCOTLAND = EVERYWHERE - SCOTLAND

VERSION = "united-kingdom-2026-02-03"
"""The day of the newest proclamation the table holds; change it with the table (a test holds the table's hash)."""

Row = tuple[str, frozenset[Nation], tuple[date, ...]]


def _days(title: str, nations: frozenset[Nation], days: str) -> Row:
    return title, nations, tuple(date.fromisoformat(day) for day in days.split())


TABLE: tuple[Row, ...] = (
    _days(
        "New Year's Day",
        EVERYWHERE,
        "2009-01-01 2010-01-01 2011-01-03 2013-01-01 2014-01-01 2015-01-01 2016-01-01 2018-01-01 2019-01-01 "
        "2020-01-01 2021-01-01 2022-01-03 2024-01-01 2025-01-01 2026-01-01 2027-01-01 2028-01-03",
    ),
    _days(
        "New Year's Day",
        NOT_SCOTLAND,
        "2012-01-02 2017-01-02 2023-01-02",
    ),
    _days(
        "2nd January",
        SCOTLAND,
        "2009-01-02 2010-01-04 2011-01-04 2012-01-02 2012-01-03 2013-01-02 2014-01-02 2015-01-02 2016-01-04 "
        "2017-01-02 2017-01-03 2018-01-02 2019-01-02 2020-01-02 2021-01-04 2022-01-04 2023-01-02 2023-01-03 "
        "2024-01-02 2025-01-02 2026-01-02 2027-01-04 2028-01-04",
    ),
    _days(
        "St Patrick's Day",
        NORTHERN_IRELAND,
        "2009-03-17 2010-03-17 2011-03-17 2012-03-19 2013-03-18 2014-03-17 2015-03-17 2016-03-17 2017-03-17 "
        "2018-03-19 2019-03-18 2020-03-17 2021-03-17 2022-03-17 2023-03-17 2024-03-18 2025-03-17 2026-03-17 "
        "2027-03-17 2028-03-17",
    ),
    _days(
        "Good Friday",
        EVERYWHERE,
        "2009-04-10 2010-04-02 2011-04-22 2012-04-06 2013-03-29 2014-04-18 2015-04-03 2016-03-25 2017-04-14 "
        "2018-03-30 2019-04-19 2020-04-10 2021-04-02 2022-04-15 2023-04-07 2024-03-29 2025-04-18 2026-04-03 "
        "2027-03-26 2028-04-14",
    ),
    _days(
        "Easter Monday",
        NOT_SCOTLAND,
        "2009-04-13 2010-04-05 2011-04-25 2012-04-09 2013-04-01 2014-04-21 2015-04-06 2016-03-28 2017-04-17 "
        "2018-04-02 2019-04-22 2020-04-13 2021-04-05 2022-04-18 2023-04-10 2024-04-01 2025-04-21 2026-04-06 "
        "2027-03-29 2028-04-17",
    ),
    _days(
        "Royal wedding",
        EVERYWHERE,
        "2011-04-29",
    ),
    _days(
        "Early May bank holiday",
        EVERYWHERE,
        "2009-05-04 2010-05-03 2011-05-02 2012-05-07 2013-05-06 2014-05-05 2015-05-04 2016-05-02 2017-05-01 "
        "2018-05-07 2019-05-06 2020-05-08 2021-05-03 2022-05-02 2023-05-01 2024-05-06 2025-05-05 2026-05-04 "
        "2027-05-03 2028-05-01",
    ),
    _days(
        "Coronation of Charles III",
        EVERYWHERE,
        "2023-05-08",
    ),
    _days(
        "Spring bank holiday",
        EVERYWHERE,
        "2009-05-25 2010-05-31 2011-05-30 2012-06-04 2013-05-27 2014-05-26 2015-05-25 2016-05-30 2017-05-29 "
        "2018-05-28 2019-05-27 2020-05-25 2021-05-31 2022-06-02 2023-05-29 2024-05-27 2025-05-26 2026-05-25 "
        "2027-05-31 2028-05-29",
    ),
    _days(
        "Platinum Jubilee of Elizabeth II",
        EVERYWHERE,
        "2022-06-03",
    ),
    _days(
        "Diamond Jubilee of Elizabeth II",
        EVERYWHERE,
        "2012-06-05",
    ),
    _days(
        "World Cup bank holiday",
        SCOTLAND,
        "2026-06-15",
    ),
    _days(
        "Battle of the Boyne (Orangemen's Day)",
        NORTHERN_IRELAND,
        "2009-07-13 2010-07-12 2011-07-12 2012-07-12 2013-07-12 2014-07-14 2015-07-13 2016-07-12 2017-07-12 "
        "2018-07-12 2019-07-12 2020-07-13 2021-07-12 2022-07-12 2023-07-12 2024-07-12 2025-07-14 2026-07-13 "
        "2027-07-12 2028-07-12",
    ),
    _days(
        "Summer bank holiday",
        SCOTLAND,
        "2009-08-03 2010-08-02 2011-08-01 2012-08-06 2013-08-05 2014-08-04 2015-08-03 2016-08-01 2017-08-07 "
        "2018-08-06 2019-08-05 2020-08-03 2021-08-02 2022-08-01 2023-08-07 2024-08-05 2025-08-04 2026-08-03 "
        "2027-08-02 2028-08-07",
    ),
    _days(
        "Summer bank holiday",
        NOT_SCOTLAND,
        "2009-08-31 2010-08-30 2011-08-29 2012-08-27 2013-08-26 2014-08-25 2015-08-31 2016-08-29 2017-08-28 "
        "2018-08-27 2019-08-26 2020-08-31 2021-08-30 2022-08-29 2023-08-28 2024-08-26 2025-08-25 2026-08-31 "
        "2027-08-30 2028-08-28",
    ),
    _days(
        "State Funeral of Queen Elizabeth II",
        EVERYWHERE,
        "2022-09-19",
    ),
    _days(
        "St Andrew's Day",
        SCOTLAND,
        "2009-11-30 2010-11-30 2011-11-30 2012-11-30 2013-12-02 2014-12-01 2015-11-30 2016-11-30 2017-11-30 "
        "2018-11-30 2019-12-02 2020-11-30 2021-11-30 2022-11-30 2023-11-30 2024-12-02 2025-12-01 2026-11-30 "
        "2027-11-30 2028-11-30",
    ),
    _days(
        "Christmas Day",
        EVERYWHERE,
        "2009-12-25 2010-12-27 2011-12-27 2012-12-25 2013-12-25 2014-12-25 2015-12-25 2016-12-27 2017-12-25 "
        "2018-12-25 2019-12-25 2020-12-25 2021-12-27 2022-12-27 2023-12-25 2024-12-25 2025-12-25 2026-12-25 "
        "2027-12-27 2028-12-25",
    ),
    _days(
        "Boxing Day",
        EVERYWHERE,
        "2009-12-28 2010-12-28 2011-12-26 2012-12-26 2013-12-26 2014-12-26 2015-12-28 2016-12-26 2017-12-26 "
        "2018-12-26 2019-12-26 2020-12-28 2021-12-28 2022-12-26 2023-12-26 2024-12-26 2025-12-26 2026-12-28 "
        "2027-12-28 2028-12-26",
    ),
)


def table_of(nation: Nation) -> dict[date, str]:
    """The bank holidays of a nation by day, with their titles."""
    return {day: title for title, nations, days in TABLE if nation in nations for day in days}
