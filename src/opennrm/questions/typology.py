"""The seventeen types of the typology of 2017, derived from what each exploitation in the list tells. Source: own.

The types are those of a study of confirmed cases; their short names and the rules by which an entry belongs to one are
this product's own. A type that hangs on what is not known is not guessed: the entry then belongs to none for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from opennrm.questions.exploitation import StatisticsType, statistics_types_of


class Typology(StrEnum):
    """The seventeen types, in their order."""

    SEVERAL_PURPOSES_ISOLATED = "several_purposes_isolated"
    LABOUR_FOR_OFFENDERS = "labour_for_offenders"
    LABOUR_FOR_OTHERS = "labour_for_others"
    DOMESTIC_PARTNER = "domestic_partner"
    DOMESTIC_RELATIVES = "domestic_relatives"
    DOMESTIC_NOT_RELATED = "domestic_not_related"
    CHILD_SEXUAL_GROUP = "child_sexual_group"
    CHILD_SEXUAL_SINGLE = "child_sexual_single"
    SEX_WORK_FIXED = "sex_work_fixed"
    SEX_WORK_CHANGING = "sex_work_changing"
    PERSONAL_GRATIFICATION = "personal_gratification"
    GANG_CRIMINALITY = "gang_criminality"
    ILLEGAL_ACTIVITIES = "illegal_activities"
    ACQUISITIVE_CRIME = "acquisitive_crime"
    BEGGING = "begging"
    SHAM_MARRIAGE = "sham_marriage"
    FINANCIAL_FRAUD = "financial_fraud"


_BY_KIND_ALONE = {
    "taken_and_sexually_assaulted": Typology.PERSONAL_GRATIFICATION,
    "county_lines": Typology.GANG_CRIMINALITY,
    "drug_cultivation": Typology.ILLEGAL_ACTIVITIES,
    "forced_theft": Typology.ACQUISITIVE_CRIME,
    "forced_begging": Typology.BEGGING,
    "forced_marriage": Typology.SHAM_MARRIAGE,
    "forced_fraud": Typology.FINANCIAL_FRAUD,
}
_LABOUR = ("little_or_no_pay", "wages_taken", "debt_bondage", "child_labour")
_BY_WHAT_IS_KNOWN = (
    (_LABOUR, "exploitation_for_whom", "exploiters", Typology.LABOUR_FOR_OFFENDERS),
    (_LABOUR, "exploitation_for_whom", "others", Typology.LABOUR_FOR_OTHERS),
    (("household_work",), "exploitation_by", "partner", Typology.DOMESTIC_PARTNER),
    (("household_work",), "exploitation_by", "relative", Typology.DOMESTIC_RELATIVES),
    (("household_work",), "exploitation_by", "not_related", Typology.DOMESTIC_NOT_RELATED),
    (("child_sexual_exploitation",), "exploitation_by_how_many", "several", Typology.CHILD_SEXUAL_GROUP),
    (("child_sexual_exploitation",), "exploitation_by_how_many", "one", Typology.CHILD_SEXUAL_SINGLE),
    (("commercial_sex",), "exploitation_moved", "one_place", Typology.SEX_WORK_FIXED),
    (("commercial_sex",), "exploitation_moved", "changing", Typology.SEX_WORK_CHANGING),
)
_ISOLATED = frozenset({"isolated", "locked_in", "never_alone", "no_contact"})
"""General indicators that say that somebody was kept away from others."""


def typology_of(answers: Mapping[str, Any]) -> tuple[Typology, ...]:
    """The types to which the exploitations of these answers belong; without a list, those that the kinds alone tell."""
    entries = answers.get("exploitations") or [{"exploitation_kinds": answers.get("exploitation_components", [])}]
    is_isolated = any(entry.get("indicator_general") in _ISOLATED for entry in answers.get("indicators", ()))
    found = {each for entry in entries for each in _of_entry(entry, is_isolated)}
    return tuple(each for each in Typology if each in found)


def _of_entry(entry: Mapping[str, Any], is_isolated: bool) -> Iterable[Typology]:
    kinds = entry.get("exploitation_kinds", ())
    yield from (_BY_KIND_ALONE[kind] for kind in kinds if kind in _BY_KIND_ALONE)
    for of_kinds, key, value, type_ in _BY_WHAT_IS_KNOWN:
        if entry.get(key) == value and any(kind in of_kinds for kind in kinds):
            yield type_
    purposes = {StatisticsType.LABOUR, StatisticsType.DOMESTIC, StatisticsType.SEXUAL} & {*statistics_types_of(kinds)}
    if is_isolated and len(purposes) > 1:
        yield Typology.SEVERAL_PURPOSES_ISOLATED
