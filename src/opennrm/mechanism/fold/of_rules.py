"""The rules that a case was under when an event happened, as far as its history tells."""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.fold.facts import CaseFacts
from opennrm.mechanism.profiles import PROFILES_OF_CASES
from opennrm.mechanism.profiles.profile import DecisionRules, NotInForce, version_on
from opennrm.mechanism.vocabulary import DecisionKind


def rules_of(case: CaseFacts, kind: DecisionKind, version: str) -> DecisionRules | None:
    """The rules of the case's profile on the day that names a version; None for a profile that nobody knows."""
    profile = PROFILES_OF_CASES.get(case.profile or "")
    if profile is None:
        return None
    try:
        rules = version_on(profile, date.fromisoformat(version))
    except (ValueError, NotInForce):
        return None
    return rules.deciding(kind)
