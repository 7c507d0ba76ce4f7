"""Who sits on a panel, for which agency, and who may not sit on a case because they had a part in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from opennrm.mechanism.refusal import Refusal


class Agency(StrEnum):
    """The kinds of agency that leads and members of panels come from (seed-0, seed-1)."""

    POLICE = "police"
    HEALTH = "health"
    LOCAL_AUTHORITY = "local_authority"
    GANGMASTERS_LICENSING_AUTHORITY = "gangmasters_licensing_authority"
    BORDER_FORCE = "border_force"
    UK_VISAS_AND_IMMIGRATION = "uk_visas_and_immigration"
    CHARITY = "charity"

    @property
    def words(self) -> str:
        """How a sentence names it."""
        return _NAMES.get(self, self.value.replace("_", " "))

    @property
    def heading(self) -> str:
        """How it stands alone, as in a list."""
        return self.words[0].upper() + self.words[1:]


_NAMES = {
    Agency.GANGMASTERS_LICENSING_AUTHORITY: "Gangmasters Licensing Authority",
    Agency.BORDER_FORCE: "Border Force",
    Agency.UK_VISAS_AND_IMMIGRATION: "UK Visas and Immigration",
}
"""Those that are one body, and so have a name."""
LEADS_OF = frozenset(Agency) - {Agency.CHARITY}
"""The six kinds of agency that name safeguarding leads (seed-0); charities sit on panels and name none."""
OF_IMMIGRATION = frozenset({Agency.BORDER_FORCE, Agency.UK_VISAS_AND_IMMIGRATION})
"""From the reform on none of these takes part in casework (seed-3)."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the pool: the id of their account, of their organisation, and the agency whose seat they take."""

    account: str
    organisation: str
    agency: Agency


class Part(StrEnum):
    """What somebody did in a case before it came to a panel."""

    REFERRED = "referred"
    SUPPORTED = "supported"
    INVESTIGATED = "investigated"
    DECIDED = "decided"
    SOCIAL_WORKER = "social_worker"
    WORKED_ON_IT = "worked_on_it"


class Reach(StrEnum):
    """Whom a part keeps from sitting: the person who had it, or everybody of their organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class HadPart:
    """That an account, of an organisation, had a part in the case; no account where only the organisation is known."""

    part: Part
    organisation: str
    account: str = ""


_TOLD = {
    Part.REFERRED: "referred this person",
    Part.SUPPORTED: "supports this person",
    Part.INVESTIGATED: "investigates what was done to this person",
    Part.DECIDED: "decided on this person before",
    Part.SOCIAL_WORKER: "is the social worker of this child",
    Part.WORKED_ON_IT: "worked on this case",
}


def conflict(member: Member, parts: Iterable[HadPart], declared: Iterable[str], reach: Reach) -> Refusal | None:
    """Why a member may not sit on a case; None if nothing is known to speak against it.

    `declared` holds the accounts of those who said themselves that they have an interest. How far a part reaches is an
    assumption of each profile: a pool of a region can do without a force, while the three partners of a child's own
    area are always those who know the child.
    """
    if member.account in frozenset(declared):
        return Refusal("declared_interest", "They declared an interest in this case.", "house")
    had = tuple(parts)
    for each in had:
        if each.account and each.account == member.account:
            return Refusal("had_part", f"They may not sit: this person {_TOLD[each.part]}.", "house")
    for each in had if reach is Reach.ORGANISATION else ():
        if each.organisation and each.organisation == member.organisation:
            because = f"They may not sit: somebody of their organisation {_TOLD[each.part]}."
            return Refusal("organisation_had_part", because, "own")
    return None


def refusal_to_chair(chair: Member, parts: Iterable[HadPart], declared: Iterable[str]) -> Refusal | None:
    """Why somebody may not be the chair: nobody chairs who had a part in the case themselves, or declared an interest.

    Source: DDM-YJLC, the chair of a child's panel is not the child's own social worker; for the others a rule of ours.
    """
    if chair.account in frozenset(declared):
        return Refusal("declared_interest", "Choose another chair: this one declared an interest.", "house", "chair")
    for each in parts:
        if each.account and each.account == chair.account:
            source = "DDM-YJLC" if each.part is Part.SOCIAL_WORKER else "house"
            because = f"Choose another chair: the one that was named {_TOLD[each.part]}."
            return Refusal("chair_had_part", because, source, "chair")
    return None
