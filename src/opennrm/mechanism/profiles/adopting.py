"""Which rules an installation works by on a day: those of the profile that it adopted last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from opennrm.mechanism.profiles.profile import NotInForce, Profile, ProfileVersion, version_on
from opennrm.mechanism.refusal import Refusal

NOT_YET = {"pilot_2015_direct": "no letter tells a person that a lead referred them on without a decision"}
"""Profiles that can be looked at and compared, and why an installation cannot adopt them."""


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


def refusal_to_adopt(
    adoptions: tuple[Adoption, ...], profiles: Mapping[str, Profile], wanted: Adoption, today: date
) -> Refusal | None:
    """Why an installation cannot change to a profile; None if it can. A day is never changed once it has begun.

    Source: house.
    """
    if wanted.profile not in profiles:
        return _refusal("no_profile", "Choose one of the profiles.", "profile")
    if wanted.profile in NOT_YET:
        return _refusal("not_yet", f"Nobody can work by this profile yet: {NOT_YET[wanted.profile]}.", "profile")
    if wanted.from_day <= today:
        return _refusal("day_begun", "Give a day after today: what was received keeps its rules.", "from_day-day")
    if any(adoption.from_day == wanted.from_day for adoption in adoptions):
        return _refusal("day_taken", "Another change begins on that day. Give another day.", "from_day-day")
    if adopted_on(adoptions, profiles, wanted.from_day).profile == wanted.profile:
        return _refusal("no_change", "That is the profile which is worked by on that day already.", "profile")
    return None


def refusal_without_teams(titles: Iterable[str]) -> Refusal | None:
    """Why a change cannot be confirmed while bodies that it needs have no team, by their titles; None without any.

    What is referred to a body without a team is refused, and nobody may be left without anybody to be referred to.
    Source: house.
    """
    missing = ", ".join(titles)
    because = f"These have no team yet: {missing}. Set them up first, with ./opennrm profiles --found."
    return _refusal("no_teams", because, "answer") if missing else None


def _refusal(code: str, because: str, field: str) -> Refusal:
    return Refusal(code, because, "house", field)
