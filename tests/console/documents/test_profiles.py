"""The page of the profiles tells every rule of each, and what differs."""

from __future__ import annotations

from opennrm.console.documents.profiles import profiles_page
from opennrm.mechanism.profiles import PROFILES


def test_every_profile_and_change_is_told_with_what_is_assumed() -> None:
    page = profiles_page()
    for profile in PROFILES.values():
        assert f"## `{profile.key}`: {profile.title}" in page
        assert all(change.what in page and change.uncertain in page for change in profile.changes)
    assert "| Time limits: reasonable grounds decision | A target of 5 working days" in page
    assert "An assumption of this product, which nobody has verified" in page


def test_what_differs_between_two_eras_is_told() -> None:
    between = "## What differs between `pilot_2015_direct` and `single_authority_2019`"
    differences = profiles_page().partition(between)[2]
    assert "(`time_limits.recovery_period`) | A bar of 45 calendar days" in differences
    assert "(`conclusive_grounds.decider`) | Panel | Authority |" in differences
