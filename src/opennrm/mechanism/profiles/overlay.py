"""A profile that changes another for some cases only, such as a local panel for some children."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from opennrm.mechanism.age import turns_18_on
from opennrm.mechanism.profiles.profile import NotInForce, Profile, ProfileVersion, with_value
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import ReferralKind


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whom an overlay takes: children far enough from 18 and of certain age, in one of its areas."""

    more_than_days_to_18: int
    age_certain: bool
    areas: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A profile that changes another for some cases only (a local panel for some children)."""

    key: str
    title: str
    first_used_on: date
    last_used_on: date | None
    source: str
    eligibility: Eligibility
    over: tuple[str, ...]
    sets: Mapping[str, Any] = field(default_factory=dict)


def overlaid(version: ProfileVersion, overlay: Overlay) -> ProfileVersion:
    """The rules of a version with an overlay laid over it; raises `NotInForce` if it does not go over that profile."""
    if version.profile not in overlay.over:
        raise NotInForce(f"{overlay.key} goes over {', '.join(overlay.over)}, not over {version.profile}.")
    changed = replace(version, profile=f"{version.profile}.{overlay.key}")
    for path, value in overlay.sets.items():
        changed = with_value(changed, path, value)
    return changed


def profile_overlaid(profile: Profile, overlay: Overlay) -> Profile:
    """A profile with an overlay laid over it, as the profile of its own that some cases are under.

    Its key names both. What changes in the profile from a day on changes here too, but for what the overlay says.
    """
    rules = profile.rules
    for path, value in overlay.sets.items():
        rules = with_value(rules, path, value)
    return replace(
        profile,
        key=f"{profile.key}.{overlay.key}",
        title=f"{profile.title}. {overlay.title}",
        first_used_on=max(profile.first_used_on, overlay.first_used_on),
        last_used_on=overlay.last_used_on,
        source=overlay.source,
        rules=rules,
        changes=tuple(replace(change, sets={**change.sets, **overlay.sets}) for change in profile.changes),
    )


def refusal_of_overlay(
    overlay: Overlay, kind: ReferralKind, born_on: date | None, *, age_certain: bool, area: str, on: date
) -> Refusal | None:
    """Why an overlay does not take a case on a day; None if it does. Source: the overlay's eligibility.

    Days to 18 are counted from `on`; an overlay without areas of its own is asked about none.
    """
    rules = overlay.eligibility
    if kind is not ReferralKind.CHILD:
        return Refusal("no_child", "Local panels decide for children only.", rules.source)
    if rules.age_certain and (born_on is None or not age_certain):
        return Refusal("age_not_certain", "It is not certain how old the child is.", rules.source)
    if born_on is not None and (turns_18_on(born_on) - on).days <= rules.more_than_days_to_18:
        told = f"The child turns 18 within {rules.more_than_days_to_18} days."
        return Refusal("too_near_18", told, rules.source)
    if rules.areas and area not in rules.areas:
        return Refusal("no_site", "There is no local panel where the child lives.", rules.source)
    return None
