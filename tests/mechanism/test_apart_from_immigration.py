"""The reform promised one unit "completely separate from the immigration system": who that keeps out of what."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.apart_from_immigration import APART, is_kept_apart, is_of_immigration
from opennrm.mechanism.profiles import OVERLAID, PROFILES, profile_on
from opennrm.mechanism.profiles.described import rule_rows

UNIT, ENFORCEMENT = "single_competent_authority", "immigration_enforcement_competent_authority"


def test_the_wall_stands_from_the_reform_on_and_is_told_with_its_source() -> None:
    assert {"single_authority_2019", "single_authority_2019_history", "borders_act_2023", *OVERLAID} == APART
    for key, profile in PROFILES.items():
        rows = {row.path: row for row in rule_rows(profile_on(key, profile.first_used_on))}
        row = rows["apart_from_immigration"]
        assert row.words == "Kept apart from the immigration system"
        assert (row.value == "Yes") is (profile.first_used_on >= date(2019, 4, 29)), key
        assert row.source == ("seed-3" if row.value == "Yes" else "seed-0" if "pilot" in key else "PAC18-7")


def test_no_dated_change_takes_the_wall_away_as_the_database_asks_by_profile_alone() -> None:
    assert not [
        change for each in PROFILES.values() for change in each.changes if "apart_from_immigration" in change.sets
    ]


@pytest.mark.parametrize(
    ("slug", "is_one"),
    [
        ("border-force", True),
        ("border-force-south", True),
        ("uk-visas-and-immigration", True),
        ("immigration-enforcement", True),
        ("immigration-enforcement-competent-authority", True),
        ("border-forces", False),
        ("single-competent-authority", False),
        ("the-border-force", False),
    ],
)
def test_bodies_of_immigration_are_known_by_their_short_names(slug: str, is_one: bool) -> None:
    assert is_of_immigration(slug) is is_one


def test_they_have_no_part_in_cases_of_the_unit_and_keep_their_own_and_those_of_before() -> None:
    def kept(slug: str, profile: str, authority: str) -> bool:
        return is_kept_apart(slug, profile=profile, authority=authority)

    assert kept("border-force", "borders_act_2023", UNIT)
    assert kept("immigration-enforcement-competent-authority", "borders_act_2023", UNIT)
    assert kept("border-force", "borders_act_2023", ENFORCEMENT)
    assert not kept("immigration-enforcement-competent-authority", "borders_act_2023", ENFORCEMENT)
    assert not kept("border-force", "pilot_2015", "slavery_safeguarding_leads")
    assert not kept("marshland-police", "borders_act_2023", UNIT)
