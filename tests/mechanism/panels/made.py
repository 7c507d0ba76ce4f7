"""Panels of the profiles and made-up members, for tests."""

from __future__ import annotations

from opennrm.mechanism.panels.members import Agency, Member
from opennrm.mechanism.panels.quorum import Constitution, DecidesBy, OnTie
from opennrm.mechanism.panels.voting import Hearing

CHAIR = "chair"
OF_THE_PILOT = Constitution(
    choices=("positive", "negative"),
    quorum=5,
    required=(),
    by=DecidesBy.SIMPLE_MAJORITY,
    on_tie=OnTie.CASTING_VOTE,
    source="RTB",
)
OF_THREE_PARTNERS = Constitution(
    choices=("positive", "negative"),
    quorum=0,
    required=(Agency.LOCAL_AUTHORITY, Agency.POLICE, Agency.HEALTH),
    by=DecidesBy.MAJORITY_OF_PARTNERS,
    on_tie=OnTie.PROTECTS,
    source="DDM-DIFF",
)
AGENCIES = tuple(Agency)


def member(number: int, agency: Agency | None = None) -> Member:
    """The member of this number; without an agency they come from each in turn."""
    return Member(f"member-{number}", f"organisation-{number}", agency or AGENCIES[number % len(AGENCIES)])


def hearing(members: int = 8, rules: Constitution = OF_THE_PILOT, chair: str = CHAIR) -> Hearing:
    """A hearing to which so many members came; its chair has no vote but to break a tie, if they are no member."""
    agencies = rules.required or AGENCIES
    came = tuple(member(number, agencies[number % len(agencies)]) for number in range(members))
    return Hearing(rules=rules, chair=chair, members=came)
