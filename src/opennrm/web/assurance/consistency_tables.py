"""Groups of people as a table, as bars, and as the sentences that say how to read them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from opennrm.assurance.consistency import QUESTIONS, Group, nationality_groups
from opennrm.statistics.queries import Table
from opennrm.statistics.small_numbers import Cell
from opennrm.web import wording
from opennrm.web.components.charts import Bar, bar_chart

WHAT = {
    "reasonable_grounds": "Decisions on reasonable grounds: how many were positive",
    "conclusive_grounds": "Decisions on conclusive grounds: how many were positive",
    "independent_review": "Independent reviews of negative decisions: how many were sent back",
    "reconsideration": "Requests to look again at a negative decision: how many were accepted",
}
BY = {
    "authority": "Competent authorities",
    "panel": "Decided by a panel, reviewed by an independent panel, or neither",
    "year": "Years",
    "nationality": "Nationalities, in broad groups",
    "gender": "Genders",
    "age": "Ages, as answered in the referral",
}
NONE = "Not shown"


def shown_table(what: str, by: str, year: int | None, whole: Group | None, groups: Sequence[Group]) -> Table:
    """The table that page and file show: each group, and all together last."""
    question = QUESTIONS[what]
    yes, no = wording.code(question.yes), wording.code(question.no)
    timed = what != "reconsideration"
    days = ("Median days", "95% interval of it", "Half took", "Median days without pauses") if timed else ()
    in_year = "by year" if by == "year" else f"in {year}"
    return Table(
        key="consistency",
        title=f"{WHAT[what]}, {in_year}",
        counts=BY[by],
        columns=("Group", "Stands out", yes, no, "Together", f"Share: {yes.lower()}", "95% interval", *days),
        rows=tuple(_row(each, timed=timed, is_all=each is whole) for each in (*groups, *([whole] if whole else []))),
    )


def charts(what: str, by: str, groups: Sequence[Group]) -> list[tuple[str, Markup]]:
    """Their headings, and bars of the shares and of the median days; none where nothing of them may be shown."""
    described = "One bar for each group of which enough may be shown. The table below gives the same figures."
    drawn = []
    shares = [
        Bar(called(each.key), sum(each.share) / 2, _share(each, "-"), bool(each.differs))
        for each in groups
        if each.share
    ]
    waits = [Bar(called(each.key), each.days.median, other=bool(each.waits)) for each in groups if each.days]
    if shares:
        dashed = " Bars with a dashed edge stand out from the others."
        title = f"Share that was {wording.code(QUESTIONS[what].yes).lower()}, in percent"
        drawn.append((title, bar_chart("chart-shares", title, described + dashed, shares)))
        if waits:
            drawn.append(("Median days", bar_chart("chart-days", "Median days", described + dashed, waits)))
    return drawn


def notes(what: str, by: str) -> list[str]:
    """What must be known to read what was chosen."""
    told = {
        "independent_review": "Days are those of the review alone. A negative that was reviewed twice counts twice.",
        "panel": "Where only negative decisions are reviewed, those reviewed and those not cannot be alike: a decision "
        "that was reviewed and is positive was changed after it. What panels decide themselves is told apart.",
        "nationality": "The groups are assumed: nobody has defined any for this purpose. They follow broad regions of "
        "the world, by the first nationality that was answered.",
        "age": "The age is what was answered in the referral; where it was not sure, the person is treated as a child.",
        "gender": "The gender is what was answered in the referral.",
    }
    return [told[each] for each in (what, by) if each in told]


def called(key: str) -> str:
    """A group in words."""
    return key if key in nationality_groups().values() else wording.code(key)


def _row(group: Group, *, timed: bool, is_all: bool) -> tuple[str, ...]:
    name = "All together" if is_all else called(group.key)
    together = f"{group.decided:,}" if group.decided is not None else NONE
    interval = "{} to {}%".format(*group.interval) if group.interval else NONE
    told = (name, _stands_out(group), _count(group.yes), _count(group.no), together, _share(group), interval)
    return (*told, *(_days(group) if timed else ()))


def _days(group: Group) -> tuple[str, ...]:
    days = group.days
    if days is None:
        return (NONE,) * 4
    return (
        str(days.median),
        f"{days.low} to {days.high}",
        f"{days.first_quarter} to {days.last_quarter}",
        str(days.net),
    )


def _count(cell: Cell) -> str:
    if cell.is_withheld:
        return NONE
    if cell.is_few:
        return "fewer than 5"
    return f"{cell.low:,} to {cell.high:,}" if cell.is_vague else f"{cell.about:,}"


def _share(group: Group, between: str = " to ") -> str:
    if group.share is None:
        return NONE
    low, high = group.share
    return f"{low}%" if low == high else f"{low}{between}{high}%"


def _stands_out(group: Group) -> str:
    if group.share is None:
        return NONE
    told = {"more": "higher share", "less": "lower share"}.get(group.differs)
    waits = {"more": "took longer", "less": "took less long"}.get(group.waits)
    return ", ".join(each for each in (told, waits) if each) or "No"
