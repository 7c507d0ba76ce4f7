"""How outcomes and delays differ between groups of people: counted over a whole year, and protected before it is shown.

What happened comes from facts, which are made from events alone. Gender and nationality stand in no event: they are
read from the person's row in the statement that counts, by groups, and nothing of a person leaves it. So this is read
as the house. Why whole years, and why no filter beside them: docs/decisions/0062-consistency.md.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from itertools import starmap
from typing import Any

from django.db import connection

from opennrm.audit.asking import as_the_house
from opennrm.statistics.facts import (
    AUTHORITY,
    CONCLUSIVE_GROUNDS,
    PANEL_OF,
    REASONABLE_GROUNDS,
    RECONSIDERATION,
    REVIEWS,
)
from opennrm.statistics.small_numbers import Cell, protected, rounded, shown
from opennrm.statistics.uncertainty import Z, beyond_chance, chance_of, wilson

FEWEST_DECIDED = 10
"""Of fewer no share and no delay is shown."""
NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared: of which facts, which outcome is the share of, and what the others are called together."""

    what: tuple[str, ...]
    yes: str
    no: str


QUESTIONS = {
    REASONABLE_GROUNDS: Question((REASONABLE_GROUNDS,), "positive", "negative"),
    CONCLUSIVE_GROUNDS: Question((CONCLUSIVE_GROUNDS,), "positive", "negative"),
    "independent_review": Question(REVIEWS, "sent_back", "let_go_on"),
    RECONSIDERATION: Question((RECONSIDERATION,), "accepted", "refused"),
}
BY_AUTHORITY = """COALESCE((
    SELECT a.outcome FROM statistics_fact a
    WHERE a.reference = c.reference AND a.what = 'authority' AND a.seq < c.seq ORDER BY a.seq DESC LIMIT 1
), 'not_known')"""
SINCE_LAST_MADE = """EXISTS (
    SELECT FROM statistics_fact v
    WHERE v.reference = c.reference AND v.what = '{before}' || c.what AND v.seq < c.seq AND v.seq > COALESCE((
        SELECT max(e.seq) FROM statistics_fact e WHERE e.reference = c.reference AND e.what = c.what AND e.seq < c.seq
    ), 0)
)"""
BY_PANEL = f"""CASE
    WHEN {SINCE_LAST_MADE.format(before=PANEL_OF)} THEN 'decided_by_a_panel'
    WHEN {SINCE_LAST_MADE.format(before="review_of_")} THEN 'reviewed_by_an_independent_panel'
    ELSE 'not_reviewed' END"""
OF_PERSON = """COALESCE((
    SELECT {what} FROM referrals_referral r JOIN referrals_person p ON p.id = r.person_id
    WHERE r.reference = c.reference
), 'not_known')"""
BREAKDOWNS = {
    "authority": BY_AUTHORITY,
    "panel": BY_PANEL,
    "year": "to_char(c.on_day, 'YYYY')",
    "nationality": OF_PERSON.format(what="%(groups)s::jsonb ->> p.nationality"),
    "gender": OF_PERSON.format(what="NULLIF(p.gender, '')"),
    "age": "COALESCE(NULLIF(c.age, ''), 'not_known')",
}
"""By what groups are told apart, as SQL over a counted fact `c`. A decision counts where a
panel came to it, or reviewed it, since it was last made; one that a panel made and another reviewed is the first's."""
STATEMENT = """
WITH counted AS (
    SELECT c.days, c.outcome = %(yes)s AS yes, {told_by} AS told_by,
        c.days - (
            SELECT COALESCE(sum(LEAST(COALESCE(ends_on, c.on_day), c.on_day) - on_day), 0) FROM (
                SELECT s.on_day, s.outcome, lead(s.on_day) OVER (ORDER BY s.seq) AS ends_on FROM statistics_fact s
                WHERE s.reference = c.reference AND s.what = 'standing' AND s.seq < c.seq
            ) standing WHERE outcome = 'suspended'
        ) AS net_days
    FROM statistics_fact c WHERE c.what = ANY(%(what)s) AND c.on_day >= %(since)s AND c.on_day < %(until)s
),
middle AS (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS days FROM counted),
told AS (
    SELECT told_by, count(*) FILTER (WHERE yes) AS yes, count(*) FILTER (WHERE NOT yes) AS no,
        count(*) FILTER (WHERE counted.days > middle.days) AS longer, count(counted.days) AS timed,
        percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY counted.days) AS quartiles,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY net_days) AS net,
        array_agg(counted.days ORDER BY counted.days) AS all_days
    FROM counted, middle GROUP BY GROUPING SETS ((told_by), ())
)
SELECT told_by, yes::int, no::int, longer::int, quartiles[1], quartiles[2], quartiles[3], net,
    all_days[GREATEST(1, round(timed / 2.0 - %(z)s * sqrt(timed) / 2)::int)],
    all_days[LEAST(timed, round(1 + timed / 2.0 + %(z)s * sqrt(timed) / 2))::int]
FROM told
"""
"""One row for each group and one for all (of which `told_by` is null). The two last are the interval of the median from
the ranks of the days: M. J. Campbell and M. J. Gardner, BMJ 296 (1988), 1454-1456."""


@dataclass(frozen=True, slots=True)
class Days:
    """How long it took, in whole days: the median with its interval, the quartiles, and the median without pauses."""

    median: int
    low: int
    high: int
    first_quarter: int
    last_quarter: int
    net: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group as it is shown. `share` is the least and the most that it can have been, as whole parts of a hundred, and
    `interval` holds what chance adds; both None where too little is shown. `differs` and `waits` say whether the group
    stands out from all others: "more", "less" or "" for no more than chance explains."""

    key: str
    yes: Cell
    no: Cell
    share: tuple[int, int] | None
    interval: tuple[int, int] | None
    days: Days | None
    differs: str = ""
    waits: str = ""

    @property
    def decided(self) -> int | None:
        """How many together, from what is shown alone; None where that is too little."""
        return None if self.share is None else rounded(self.yes.about + self.no.about)


@dataclass(frozen=True, slots=True)
class _Row:
    key: str | None
    yes: int
    no: int
    longer: int
    first_quarter: float | None
    median: float | None
    last_quarter: float | None
    net: float | None
    low: int | None
    high: int | None


def whole_years(what: str, today: date) -> list[int]:
    """The years that are over of which there is something to compare, the newest first."""
    with as_the_house(), connection.cursor() as cursor:
        asked = "SELECT min(on_day) FROM statistics_fact WHERE what = ANY(%s)"
        cursor.execute(asked, [list(QUESTIONS[what].what)])
        (first,) = cursor.fetchone()
    return list(range(today.year - 1, first.year - 1, -1)) if first else []


def compared(what: str, by: str, years: Sequence[int]) -> tuple[Group | None, list[Group]]:
    """All together (None where by year, which has no whole), and each group, of the decisions of these years.

    Years are taken one at a time, or all of them by year. Raises `KeyError` for what is not compared.
    """
    rows = _rows(what, by, min(years), max(years))
    whole = next(row for row in rows if row.key is None)
    groups = {row.key: row for row in rows if row.key is not None}
    known = _known(by, years)
    told = [groups.get(key) or _nobody(key) for key in [*known, *sorted(set(groups) - set(known))]]
    parts = protected if by != "year" else lambda counts: tuple(map(shown, counts))
    cells = zip(parts([row.yes for row in told]), parts([row.no for row in told]), strict=True)
    found = [_group(row, *each) for row, each in zip(told, cells, strict=True)]
    return None if by == "year" else _group(whole, shown(whole.yes), shown(whole.no)), _standing_out(found, told)


@cache
def nationality_groups() -> dict[str, str]:
    """The group of each nationality, by its code: broad, and assumed where nobody defines one."""
    written = (resources.files("opennrm.assurance") / "nationality_groups.csv").read_text(encoding="utf-8")
    return {row["code"]: row["group"] for row in csv.DictReader(written.splitlines())}


@as_the_house()  # counts of everybody; no row of a person leaves the statement
def _rows(what: str, by: str, first: int, last: int) -> list[_Row]:
    question = QUESTIONS[what]
    given: dict[str, Any] = {
        "what": list(question.what),
        "yes": question.yes,
        "since": date(first, 1, 1),
        "until": date(last + 1, 1, 1),
        "groups": json.dumps(nationality_groups()),
        "z": Z,
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.format(told_by=BREAKDOWNS[by]), given)
        return list(starmap(_Row, cursor.fetchall()))


def _known(by: str, years: Sequence[int]) -> list[str]:
    """The groups that are shown whether or not there is anybody in them: that nobody is in one is not told either."""
    if by == "authority":
        with as_the_house(), connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT outcome FROM statistics_fact WHERE what = %s ORDER BY outcome", [AUTHORITY])
            return [*(row[0] for row in cursor.fetchall()), NOT_KNOWN]
    return {
        "panel": ["decided_by_a_panel", "reviewed_by_an_independent_panel", "not_reviewed"],
        "year": [str(year) for year in sorted(years)],
        "nationality": [*dict.fromkeys(nationality_groups().values()), NOT_KNOWN],
        "gender": ["female", "male", "another", NOT_KNOWN],
        "age": ["under_18", "adult", "not_sure", NOT_KNOWN],
    }[by]


def _nobody(key: str) -> _Row:
    return _Row(key, 0, 0, 0, None, None, None, None, None, None)


def _group(row: _Row, yes: Cell, no: Cell) -> Group:
    if yes.is_withheld or no.is_withheld or yes.low + no.low < FEWEST_DECIDED:
        return Group(row.key or "", yes, no, None, None, None)
    return Group(row.key or "", yes, no, _share(yes, no), _interval(yes, no), _days(row))


def _share(yes: Cell, no: Cell) -> tuple[int, int]:
    """From what is shown alone: where that is vague, what the share is at the least and at the most."""
    if yes.is_vague or no.is_vague:
        return round(100 * yes.low / (yes.low + no.high)), round(100 * yes.high / (yes.high + no.low))
    return (about := round(100 * yes.about / (yes.about + no.about))), about


def _interval(yes: Cell, no: Cell) -> tuple[int, int]:
    """What holds for every pair of counts that would be shown so."""
    low, high = wilson(yes.low, yes.low + no.high)[0], wilson(yes.high, yes.high + no.low)[1]
    return int(100 * low), -int(-100 * high // 1)


def _days(row: _Row) -> Days | None:
    if row.median is None or row.first_quarter is None or row.last_quarter is None or row.net is None:
        return None
    if row.low is None or row.high is None:
        return None
    return Days(*map(round, (row.median, row.low, row.high, row.first_quarter, row.last_quarter, row.net)))


def _standing_out(groups: Sequence[Group], rows: Sequence[_Row]) -> list[Group]:
    """Each group held against all others that are shown, by what is shown of them."""
    told = [(group, row) for group, row in zip(groups, rows, strict=True) if group.share is not None]
    found = _directions([(group.yes.about, group.yes.about + group.no.about) for group, _row in told])
    timed = [(rounded(row.longer), group.yes.about + group.no.about) for group, row in told if group.days is not None]
    waits = _directions([(min(longer, of), of) for longer, of in timed])
    differs = dict(zip((group.key for group, _row in told), found, strict=True))
    late = dict(zip((group.key for group, _row in told if group.days is not None), waits, strict=True))
    return [replace(each, differs=differs.get(each.key, ""), waits=late.get(each.key, "")) for each in groups]


def _directions(counts: Sequence[tuple[int, int]]) -> list[str]:
    all_found, everybody = sum(found for found, _of in counts), sum(of for _found, of in counts)
    chances = [chance_of(found, of, all_found - found, everybody - of) for found, of in counts]
    return [
        ("more" if found * (everybody - of) > (all_found - found) * of else "less") if stands else ""
        for (found, of), stands in zip(counts, beyond_chance(chances), strict=True)
    ]
