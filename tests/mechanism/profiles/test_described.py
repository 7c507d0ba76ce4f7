"""A version is told without leaving a rule out, and two are compared rule by rule."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from opennrm.mechanism.profiles import PROFILES, profile_on
from opennrm.mechanism.profiles.described import (
    NOT_THERE,
    RuleDifference,
    assumed_rows,
    rule_differences,
    rule_rows,
)
from opennrm.mechanism.profiles.overlay import overlaid
from opennrm.mechanism.profiles.profile import ProfileVersion, Rules, version_on
from opennrm.mechanism.sources import SOURCES
from tests.mechanism.profiles.eras import CENTRAL_2009_VERSION, CHILD_PANEL_2021, PILOT_2015, SINGLE_AUTHORITY_2019
from tests.mechanism.versions import NOW

SAYS_NO_SOURCE = {"decider", "both_decisions_in_one_sitting"}
VERSIONS = [
    NOW,
    CENTRAL_2009_VERSION,
    version_on(PILOT_2015, date(2016, 1, 1)),
    version_on(SINGLE_AUTHORITY_2019, date(2020, 1, 1)),
    overlaid(NOW, CHILD_PANEL_2021),
]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.profile)
def test_every_part_of_a_profile_is_told_in_words_with_its_source(version: ProfileVersion) -> None:
    rows = rule_rows(version)
    assert {row.path.partition(".")[0] for row in rows} == {part.name for part in fields(Rules)} - {
        "withdrawal_source",
        "support_starts_source",
        "apart_from_immigration_source",
        "disqualification_source",
    }
    assert len({row.path for row in rows}) == len(rows)
    for row in rows:
        assert row.value, row.path
        assert "_" not in row.words + row.value, row.path
        assert row.source in SOURCES or row.path.rpartition(".")[2] in SAYS_NO_SOURCE, row.path


def test_a_row_reads_as_a_sentence() -> None:
    told = {row.path: (row.words, row.value) for row in rule_rows(CENTRAL_2009_VERSION)}
    assert told["time_limits.recovery_review"] == (
        "Time limits: recovery review",
        "A target of 30 calendar days from the day of the positive decision on reasonable grounds. "
        "On the thirtieth day the authority asks everybody in the case how the person is.",
    )
    assert told["authorities.uk_visas_and_immigration"][1].startswith("UK Visas and Immigration: adults and children")
    assert told["reasonable_grounds.second_officer"] == (
        "Reasonable grounds: which decisions a second officer checks",
        "Always",
    )


def test_what_is_assumed_is_told_apart() -> None:
    paths = {row.path for row in assumed_rows(CENTRAL_2009_VERSION)}
    assert {"time_limits.reasonable_grounds_decision", "guidance"} <= paths
    assert "time_limits.recovery_period" not in paths


def test_a_version_does_not_differ_from_itself() -> None:
    for version in VERSIONS:
        assert rule_differences(version, version) == ()


def test_two_profiles_differ_in_what_the_eras_differ_in() -> None:
    found = {each.path: each for each in rule_differences(profile_on("central_2009", date(2019, 4, 28)), NOW)}
    assert found["time_limits.recovery_period"].one.startswith("A bar of 45 calendar days")
    assert found["time_limits.recovery_period"].other.startswith("A bar of 30 calendar days")
    assert found["time_limits.recovery_review"].other == NOT_THERE
    assert found["authorities.single_competent_authority"].one == NOT_THERE
    assert (found["reasonable_grounds.second_officer"].one, found["reasonable_grounds.second_officer"].other) == (
        "Always",
        "Negatives",
    )
    assert "conclusive_grounds.decider" not in found


@pytest.mark.parametrize("key", PROFILES)
def test_two_versions_differ_in_what_their_changes_set_and_in_nothing_else(key: str) -> None:
    profile = PROFILES[key]
    before = profile.first_used_on
    for change in profile.changes:
        differences = rule_differences(version_on(profile, before), version_on(profile, change.on))
        said = tuple(path.removesuffix(".source") for path in change.sets)
        assert differences
        assert [each.path for each in differences if not each.path.startswith(said)] == []
        before = change.on


def test_a_difference_names_both_sides() -> None:
    one, other = profile_on("central_2009", date(2015, 7, 30)), profile_on("central_2009", date(2015, 7, 31))
    scope = RuleDifference(
        "scope.trafficking",
        "Whom it is for: trafficking",
        "England, Northern Ireland, Scotland, Wales",
        "Northern Ireland, Scotland",
    )
    assert scope in rule_differences(one, other)
