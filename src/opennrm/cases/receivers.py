"""Which organisations receive a part of a referral, found from what it says; None where nobody is found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from opennrm.cases.parties import listed_organisation
from opennrm.mechanism.receivers import TYPES, Receiver
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.organisations import OrganisationRow, organisations_to_choose, readers_of, support_provider_of
from opennrm.partners.receiving import organisation_standing, receiver_for_force
from opennrm.partners.roles import Permission
from opennrm.questions.facts import ReferralFacts
from opennrm.questions.forces import force_of_place, forces_of_towns

Places = dict[str, list[str]]
"""The forces, and the towns of no known force, for which a part is, as it keeps them."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is asked to find receivers: what the referral says, the nation of the case, the day and the moment."""

    facts: ReferralFacts
    nation: Nation
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Destination:
    """An organisation that receives a part, None for one that was not found; and for which police forces.

    `towns` are those whose force is not known.
    """

    organisation_id: UUID | None
    forces: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()

    def only(self, forces: Collection[str], towns: Collection[str]) -> Destination:
        """The same for no more than these."""
        return replace(
            self,
            forces=tuple(force for force in self.forces if force in forces),
            towns=tuple(town for town in self.towns if town in towns),
        )

    @property
    def stands_for(self) -> Places | None:
        """The forces and towns as a part keeps them; None where it is for none."""
        found = {"forces": list(self.forces), "towns": list(self.towns)}
        return found if self.forces or self.towns else None


def destinations_for(receiver: Receiver, found: Found, *, by_hand: bool = False) -> list[Destination]:
    """Where a part as this goes, each organisation once, and last what was not found. Empty: nobody is to have one.

    An organisation where nobody can open it is not found either: a part must not wait where nobody looks. `by_hand` is
    so where somebody is to say of each whose it is, whoever was found.
    """
    each_alone = _found(receiver, found)
    able = {each.organisation_id: can_open(each.organisation_id, found.at) for each in each_alone}
    together: dict[UUID | None, list[Destination]] = {}
    for each in each_alone:
        together.setdefault(each.organisation_id if able[each.organisation_id] else None, []).append(each)
    rows = [
        Destination(
            organisation_id,
            tuple(force for each in those for force in each.forces),
            tuple(town for each in those for town in each.towns),
        )
        for organisation_id, those in together.items()
    ]
    if by_hand:
        return [replace(each, organisation_id=None) for each in rows]
    return sorted(rows, key=lambda each: each.organisation_id is None)


def places_told(stands_for: Places | None) -> tuple[tuple[str | None, ...], tuple[str, ...]]:
    """The forces and the towns of no known force for which a part is told, as it keeps them.

    One of before keeps none: a None among its forces is for every town whose force is not known.
    """
    return ((None,), ()) if stands_for is None else (tuple(stands_for["forces"]), tuple(stands_for["towns"]))


def not_yet_told(to: Destination, told: Collection[tuple[UUID | None, Places | None]]) -> Destination | None:
    """What of a destination nobody has a part for; None where somebody has all of it.

    `told` are the parts that are there, each by who has it and what it keeps. An organisation has one part as this.
    """
    if to.organisation_id is not None:
        return None if any(who == to.organisation_id for who, _kept in told) else to
    if to.stands_for is None:
        return None if told else to
    kept = [each for _who, each in told if each is not None]
    forces = {force for each in kept for force in each["forces"]}
    towns = {town for each in kept for town in each["towns"]} if len(kept) == len(told) else set(to.towns)
    rest = to.only(set(to.forces) - forces, set(to.towns) - towns)
    return rest if rest.stands_for else None


def can_open(organisation_id: UUID | None, at: datetime) -> bool:
    """Can anybody of an organisation open the parts that come to it?"""
    return organisation_id is not None and bool(readers_of([organisation_id], Permission.RECEIVE_PARTS, at))


def to_choose_from(receiver: Receiver, day: date) -> list[OrganisationRow]:
    """The organisations of which a person chooses where none was found."""
    return organisations_to_choose(TYPES[receiver], day)


def _found(receiver: Receiver, found: Found) -> list[Destination]:
    facts, day = found.facts, found.day
    match receiver:
        case Receiver.COUNCIL_SAFEGUARDING:
            code = facts.council.code if facts.council else None
            council = listed_organisation(OrganisationType.LOCAL_AUTHORITY, "councils", code, day)
            return [Destination(council.id if council else None)]
        case Receiver.GUARDIAN_SERVICE:
            return [Destination(organisation_standing(settings.GUARDIAN_SERVICES.get(found.nation.value, ""), day))]
        case Receiver.SUPPORT_PROVIDER:
            provider = support_provider_of(found.nation, day)
            return [Destination(provider.id if provider else None)]
        case Receiver.POLICE_HERE:
            force = force_of_place(facts.staying_town, facts.staying_region)
            return [_of_force(force, day) if force else Destination(None)]
        case Receiver.POLICE_THERE:
            return _where_it_happened(facts, day)


def _where_it_happened(facts: ReferralFacts, day: date) -> list[Destination]:
    """The forces of the towns, and the one that was told, which has those of no known force too.

    None where all of it happened overseas.
    """
    towns = facts.exploitation_uk_towns
    forces = [force for force in forces_of_towns(towns) if force]
    not_known = tuple(town for town in towns if forces_of_towns([town]) == [None])
    if facts.police_force:
        others = [_of_force(force, day) for force in forces if force != facts.police_force]
        return [*others, replace(_of_force(facts.police_force, day), towns=not_known)]
    nobody = [Destination(None, towns=not_known)] if not_known or not towns else []
    if facts.exploitation_where == "overseas" and not towns:
        return []
    return [*(_of_force(force, day) for force in forces), *nobody]


def _of_force(force: str, day: date) -> Destination:
    row = receiver_for_force(force, day)
    return Destination(row.id if row else None, forces=(force,))
