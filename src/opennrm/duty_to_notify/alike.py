"""How many notifications are alike in their broad facts: the fewer, the easier it is to guess whom one is about.

Counted over this installation's own records of the last year, and told in bands alone: nobody learns from it of another
notification more than that there are some. Source: S52 (identification "in combination with other information"); the
facts, the year and the bound are assumptions of this product (own). It stands in nobody's way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from opennrm.audit.asking import as_the_house
from opennrm.duty_to_notify.queries import TABLES
from opennrm.questions.exploitation import statistics_types_of
from opennrm.questions.notification_facts import SharedFacts

WITHIN = timedelta(days=365)
BOUNDS = (10, 50)
"""Where the bands above the bound of few begin."""
MAY_BE_LEFT_OUT = {
    "gender": "notified_gender",
    "nationality": "notified_nationality_known",
    "age": "under_18_during_exploitation",
}
"""The facts that can be answered "not known", by the question that asks for each."""


@dataclass(frozen=True, slots=True)
class Without:
    """A fact that could be left out: the question that asks for it, and how many would be alike then, in words."""

    fact: str
    question_key: str
    band: str


@dataclass(frozen=True, slots=True)
class Alike:
    """How many are alike, this one counted, in words; whether that is few; and what leaving a fact out would change."""

    band: str
    few: bool
    without: tuple[Without, ...]


def how_many_alike(facts: SharedFacts, day: date) -> Alike:
    """How many notifications of the year before `day` share sex, age, nationality, force and kinds of exploitation.

    Gives bands and no numbers.
    """
    mine = _broad(facts)
    others = _of_the_last_year(facts.force, day)
    count = _count(mine, others)
    band = band_of(count)
    wider = {fact: band_of(_count(mine, others, leaving_out=fact)) for fact in MAY_BE_LEFT_OUT}
    helps = (Without(fact, MAY_BE_LEFT_OUT[fact], wide) for fact, wide in wider.items() if wide != band)
    few = count < settings.FEW_ALIKE
    return Alike(band, few, tuple(helps) if few else ())


def band_of(count: int) -> str:
    """A number, the one at hand counted, as a band in words."""
    few: int = settings.FEW_ALIKE
    if count <= 1:
        return "no other"
    if count < few:
        return f"fewer than {few}"
    bounds = [few, *(bound for bound in BOUNDS if bound > few)]
    lower = max(bound for bound in bounds if bound <= count)
    upper = next((bound for bound in bounds if bound > count), None)
    return f"{lower} to {upper - 1}" if upper else f"{lower} or more"


def _count(mine: dict[str, Any], others: list[dict[str, Any]], *, leaving_out: str = "") -> int:
    asked = [fact for fact in mine if fact != leaving_out]
    return 1 + sum(all(mine[fact] == other[fact] for fact in asked) for other in others)


def _broad(facts: SharedFacts) -> dict[str, Any]:
    return {
        "gender": facts.gender,
        "age": facts.under_18_during_exploitation,
        "nationality": facts.nationality,
        "nation": facts.nation.value,
        "types": frozenset(facts.statistics_types),
    }


@as_the_house()  # a number in a band, of everybody's
def _of_the_last_year(force: str, day: date) -> list[dict[str, Any]]:
    columns = ("gender", "under_18_during_exploitation", "nationality", "nation", "exploitation")
    return [
        dict(zip(("gender", "age", "nationality", "nation"), row, strict=False))
        | {"types": frozenset(statistics_types_of(row[-1]))}
        for table in TABLES.values()
        for row in table.objects.filter(force=force, sent_on__gt=day - WITHIN, sent_on__lte=day).values_list(*columns)
    ]
