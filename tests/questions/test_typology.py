"""Which of the seventeen types an exploitation belongs to, and that none is guessed.

A woman did the housework of a family and was not paid: whose type of domestic servitude that is hangs on who they were.
"""

from __future__ import annotations

from typing import Any

import pytest

from opennrm.questions.exploitation import COMPONENTS
from opennrm.questions.typology import Typology, typology_of


def _entry(*kinds: str, **more: str) -> dict[str, Any]:
    return {"id": "a", "exploitation_kinds": list(kinds), **more}


@pytest.mark.parametrize(
    ("entry", "types"),
    [
        (_entry("household_work"), ()),
        (_entry("household_work", exploitation_by="not_known"), ()),
        (_entry("household_work", exploitation_by="relative"), (Typology.DOMESTIC_RELATIVES,)),
        (_entry("wages_taken", exploitation_for_whom="others"), (Typology.LABOUR_FOR_OTHERS,)),
        (_entry("commercial_sex", exploitation_moved="changing"), (Typology.SEX_WORK_CHANGING,)),
        (_entry("child_sexual_exploitation", exploitation_by_how_many="one"), (Typology.CHILD_SEXUAL_SINGLE,)),
        (_entry("county_lines", "forced_theft"), (Typology.GANG_CRIMINALITY, Typology.ACQUISITIVE_CRIME)),
        (_entry("not_known"), ()),
    ],
)
def test_an_entry_belongs_to_the_types_that_what_is_known_tells(
    entry: dict[str, Any], types: tuple[Typology, ...]
) -> None:
    assert typology_of({"exploitations": [entry]}) == types


def test_each_exploitation_counts_by_itself_and_only_together_they_are_all() -> None:
    first = _entry("household_work", exploitation_by="partner")
    second = _entry("commercial_sex", exploitation_by="not_related", exploitation_moved="one_place")
    assert typology_of({"exploitations": [first, second]}) == (Typology.DOMESTIC_PARTNER, Typology.SEX_WORK_FIXED)


def test_several_purposes_count_as_isolated_only_if_that_was_noticed() -> None:
    answers = {"exploitations": [_entry("wages_taken", "commercial_sex")]}
    assert typology_of(answers) == ()
    noticed = {"indicators": [{"id": "a", "indicator_of": "general", "indicator_general": "locked_in"}]}
    assert typology_of(answers | noticed) == (Typology.SEVERAL_PURPOSES_ISOLATED,)


def test_without_a_list_the_kinds_that_were_ticked_tell_what_they_can() -> None:
    assert typology_of({"exploitation_components": ["forced_begging", "household_work"]}) == (Typology.BEGGING,)


def test_every_type_can_be_reached() -> None:
    kinds = [component.code for component in COMPONENTS]
    known = [("exploitation_for_whom", ("exploiters", "others")), ("exploitation_moved", ("one_place", "changing"))]
    known += [
        ("exploitation_by", ("partner", "relative", "not_related")),
        ("exploitation_by_how_many", ("one", "several")),
    ]
    entries = [_entry(*kinds, **{key: value}) for key, values in known for value in values]
    isolated = [{"id": "a", "indicator_of": "general", "indicator_general": "isolated"}]
    assert typology_of({"exploitations": entries, "indicators": isolated}) == tuple(Typology)
