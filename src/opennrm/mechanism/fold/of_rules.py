"""The rules that a case was under when an event happened, as far as its history tells."""

from __future__ import annotations

from datetime import date
from functools import cache

from opennrm.mechanism.fold.facts import CaseFacts
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.mechanism.profiles.profile import DecisionRules, NotInForce, ProfileVersion, version_on
from opennrm.mechanism.vocabulary import DecisionKind


def rules_of(case: CaseFacts, kind: DecisionKind, version: str) -> DecisionRules | None:
    """The rules of the case's profile on the day that names a version; None for a profile that nobody knows."""
    known = _version_of(case.profile or "", version)
    return None if known is None else known.deciding(kind)


@cache  # asked several times of every decision, and there are few: profiles do not change while a program runs
def _version_of(profile: str, version: str) -> ProfileVersion | None:
    if profile not in PROFILES_OF_CASES:
        return None
    try:
        return version_on(PROFILES_OF_CASES[profile], date.fromisoformat(version))
    except (ValueError, NotInForce):
        return None
