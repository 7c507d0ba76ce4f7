"""What of a case tells where the person can be found or reached, and who may ask to see it."""

from __future__ import annotations

from collections.abc import Sequence

from opennrm.cases.queries import CaseRead
from opennrm.mechanism.need_to_know import Because
from opennrm.mechanism.serving import Audience
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.questions.frozen import catalogue_from_data
from opennrm.questions.whereabouts import Kept, Whereabouts, kept_in
from opennrm.referrals.queries import ReferralRead, SafeWay

LET_IN = frozenset({Because.BREAK_GLASS.value, Because.STANDS_IN.value})
"""Why somebody of another team may ask: a life may hang on it, or the team that holds the case has no manager."""


def may_reveal(case: CaseRead, actor: Actor) -> bool:
    """May somebody who sees a case ask to see where the person is? Only in the team that holds it, or if let in."""
    needs = Permission.SHOW_WHEREABOUTS
    if needs in actor.permissions_in(case.owner_team_id):
        return True
    return case.named_because in LET_IN and needs in actor.permissions


def kept_of_ways(ways: Sequence[SafeWay]) -> list[Kept]:
    """Where letters go now, each by its number, as the form that sends a letter again has it."""
    said = [tuple(line for line in (way.addressee, *way.lines) if line) for way in ways]
    return [
        Kept(Whereabouts.ADDRESS, f"Way {place}: letters to the {Audience(way.audience).words}", lines)
        for place, (way, lines) in enumerate(zip(ways, said, strict=True), start=1)
        if lines
    ]


def kept_of_case(referral: ReferralRead, ways: Sequence[SafeWay]) -> list[Kept]:
    """Everything of a case that is hidden until somebody asks: where letters go, and what the referral says."""
    return [*kept_of_ways(ways), *kept_in(catalogue_from_data(referral.catalogue), referral.answers)]
