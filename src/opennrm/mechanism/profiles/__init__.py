"""The eras of the mechanism, one file each; a new era, or another country's mechanism, is one more file."""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.profiles import (
    borders_act_2023,
    central_2009,
    child_panel_2021,
    pilot_2015,
    single_authority_2019,
)
from opennrm.mechanism.profiles.overlay import profile_overlaid
from opennrm.mechanism.profiles.profile import Profile, ProfileVersion, version_on

PROFILES: dict[str, Profile] = {
    profile.key: profile
    for profile in (
        central_2009.PROFILE,
        pilot_2015.PROFILE,
        pilot_2015.PROFILE_DIRECT,
        single_authority_2019.PROFILE,
        single_authority_2019.PROFILE_AS_IT_CAME,
        borders_act_2023.PROFILE,
    )
}
"""In the order in which they were first used."""

OVERLAID: dict[str, Profile] = {
    profile.key: profile
    for profile in (profile_overlaid(PROFILES[key], child_panel_2021.OVERLAY) for key in child_panel_2021.WORKED_OVER)
}
"""Profiles with an overlay laid over them: some cases come under one, and no installation adopts it."""
PROFILES_OF_CASES: dict[str, Profile] = PROFILES | OVERLAID
"""Every profile that a case can be under."""


def profile_on(key: str, day: date) -> ProfileVersion:
    """The rules of a profile, by its key, on a day; raises `KeyError` for none, `NotInForce` for too early."""
    return version_on(PROFILES[key], day)
