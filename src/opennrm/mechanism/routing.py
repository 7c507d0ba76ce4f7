"""Which competent authority takes a case; children always go to the authority that takes by default."""

from __future__ import annotations

from dataclasses import dataclass

from opennrm.mechanism.panels.deciding import who_handles
from opennrm.mechanism.profiles.profile import Authority, ProfileVersion, Situation
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import DecisionKind, ReferralKind


@dataclass(frozen=True, slots=True)
class Route:
    """The authority a case goes to, with the sentence and source that say why."""

    authority: Authority
    because: str
    source: str


def route_for(version: ProfileVersion, kind: ReferralKind, situations: frozenset[Situation]) -> Route:
    """Where a referral goes, by whether the person is treated as a child and by their situation.

    Source: the authorities of the profile's version.
    """
    for authority in version.authorities:
        matched = sorted(authority.takes & situations)
        if matched and not (authority.adults_only and kind is ReferralKind.CHILD):
            because = f"{authority.title}, because of: {', '.join(word.replace('_', ' ') for word in matched)}."
            return Route(authority, because, authority.source)
    default = default_authority(version)
    return Route(default, f"{default.title}, which takes every case that no other authority takes.", default.source)


def default_authority(version: ProfileVersion) -> Authority:
    """The authority that takes what no other takes."""
    return who_handles(version, DecisionKind.REASONABLE_GROUNDS)


def refusal_to_transfer(
    version: ProfileVersion,
    kind: ReferralKind,
    from_key: str,
    to_key: str,
    decides: DecisionKind = DecisionKind.REASONABLE_GROUNDS,
) -> Refusal | None:
    """Why a case that waits for the decision `decides` may not pass to another authority; its day of receipt stays."""
    authority = next((authority for authority in version.authorities if authority.key == to_key), None)
    if authority is None:
        return Refusal("no_such_authority", "Choose an authority that takes cases now.", "house", "authority")
    if from_key == to_key:
        return Refusal("already_there", f"The case is already with the {authority.title}.", "house", "authority")
    if decides not in authority.decides:
        because = f"The {authority.title} has no part in this decision: choose another authority."
        return Refusal("not_its_decision", because, authority.source, "authority")
    if authority.adults_only and kind is ReferralKind.CHILD:
        because = f"The {authority.title} takes adults only: a child's case stays where it is."
        return Refusal("adults_only", because, authority.source, "authority")
    return None
