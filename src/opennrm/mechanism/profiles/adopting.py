"""Which rules an installation works by on a day: those of the profile that it adopted last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from opennrm.mechanism.profiles.profile import NotInForce, Profile, ProfileVersion, version_on


@dataclass(frozen=True, slots=True)
class Adoption:
    """That an installation works by a profile from a day of its own."""

    profile: str
    from_day: date


def adopted_on(
    adoptions: tuple[Adoption, ...], profiles: Mapping[str, Profile], day: date, area: str | None = None
) -> ProfileVersion:
    """The version that an installation works by on a day, from what it adopted; raises `NotInForce` if nothing yet.

    A profile adopted outside the dates of its historical use is worked by at its first or last version. `area` is the
    code of a police force, "" where nobody knows it: outside the areas of a profile that has some, its fallback is
    worked by. None asks for no case in particular.
    """
    current = [adoption for adoption in adoptions if adoption.from_day <= day]
    if not current:
        raise NotInForce(f"No profile has been adopted by {day.isoformat()}.")
    profile = profiles[max(current, key=lambda adoption: adoption.from_day).profile]
    if area is not None and profile.areas and area not in profile.areas:
        profile = profiles[profile.falls_back_to]
    return version_on(profile, max(day, profile.first_used_on))
