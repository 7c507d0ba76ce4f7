"""Reads which profiles of the mechanism an installation adopted, and from which day of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from environs import EnvError

from opennrm.mechanism.profiles import PROFILES
from opennrm.mechanism.profiles.adopting import NOT_YET


def adopted(entries: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of a profile's key and an ISO day, from entries like `borders_act_2023@2023-01-30`.

    Raises `EnvError`, which names the setting, for a profile that there is not, a day that is none, or no entry.
    """
    pairs = []
    for entry in entries:
        key, _, day = entry.strip().partition("@")
        if key not in PROFILES:
            raise EnvError(f"OPENNRM_PROFILES names {key!r}; the profiles are {', '.join(PROFILES)}")
        if key in NOT_YET:
            raise EnvError(f"OPENNRM_PROFILES names {key!r}, by which nobody can work yet: {NOT_YET[key]}")
        pairs.append((key, _day(entry, day)))
    if not pairs:
        raise EnvError("OPENNRM_PROFILES names no profile")
    return pairs


def _day(entry: str, day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise EnvError(f"OPENNRM_PROFILES needs a day, as in profile@2023-01-30, and not {entry!r}") from None
