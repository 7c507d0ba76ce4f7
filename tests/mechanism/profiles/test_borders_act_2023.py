"""The current profile, day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opennrm.mechanism.profiles import PROFILES, profile_on
from opennrm.mechanism.profiles.borders_act_2023 import CHANGES, PROFILE
from opennrm.mechanism.profiles.profile import SecondOfficer, WayOfWithdrawing
from opennrm.mechanism.time_limits import LimitKind, Rule


def test_it_is_the_newest_profile_that_ships() -> None:
    assert list(PROFILES)[-1] == "borders_act_2023"
    assert PROFILE.last_used_on is None


@pytest.mark.parametrize(
    ("day", "version", "standard", "window", "exception", "spoken"),
    [
        (date(2023, 1, 30), "2023-01-30", "objective_factors", LimitKind.NONE, False, False),
        (date(2023, 7, 9), "2023-01-30", "objective_factors", LimitKind.NONE, False, False),
        (date(2023, 7, 10), "2023-07-10", "all_available_evidence", LimitKind.NONE, False, False),
        (date(2024, 1, 31), "2023-07-10", "all_available_evidence", LimitKind.NONE, False, False),
        (date(2024, 2, 1), "2024-02-01", "all_available_evidence", LimitKind.BAR, False, False),
        (date(2025, 9, 17), "2025-09-17", "all_available_evidence", LimitKind.BAR, True, False),
        (date(2026, 2, 12), "2025-09-17", "all_available_evidence", LimitKind.BAR, True, False),
        (date(2026, 2, 13), "2026-02-13", "all_available_evidence", LimitKind.BAR, True, True),
    ],
)
def test_its_rules_on_a_day(
    day: date, version: str, standard: str, window: LimitKind, exception: bool, spoken: bool
) -> None:
    rules = profile_on("borders_act_2023", day)
    assert rules.version == version
    assert rules.reasonable_grounds.standard.code == standard
    assert rules.time_limits[Rule.RECONSIDERATION_REQUEST].kind is window
    assert rules.reconsideration.removal_exception is exception
    assert (WayOfWithdrawing.SPOKEN_THROUGH_FIRST_RESPONDER in rules.withdrawal) is spoken
    assert rules.reasonable_grounds.second_officer is SecondOfficer.NEGATIVES


def test_every_dated_change_says_what_it_is_and_changes_the_guidance_s_name() -> None:
    for change in CHANGES:
        before = profile_on("borders_act_2023", change.on - timedelta(days=1))
        after = profile_on("borders_act_2023", change.on)
        assert change.what.endswith(".")
        assert before.guidance != after.guidance


def test_a_day_that_is_only_assumed_is_said_to_be() -> None:
    uncertain = {change.on for change in CHANGES if "assumption" in change.uncertain}
    assert {date(2023, 7, 10), date(2024, 2, 1)} <= uncertain
