"""Which organisations receive a part of a referral, found from what it says; None where nobody is found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Found:
    """What is asked to find receivers: what the referral says, the nation of the case, the day and the moment."""

    facts: ReferralFacts
    nation: Nation
    day: date
    at: datetime


def organisations_for(receiver: Receiver, found: Found) -> list[UUID | None]:
    """The organisations that receive a part as this; a None among them for one that was not found. Empty: nobody is to.

    One where nobody can open it is not found either: a part must not wait where nobody looks.
    """
    ids = _found(receiver, found)
    able = [each for each in ids if each is not None and can_open(each, found.at)]
    return [*dict.fromkeys(able), *([None] if len(able) < len(ids) else [])]


def can_open(organisation_id: UUID, at: datetime) -> bool:
    """Can anybody of an organisation open the parts that come to it?"""
    return bool(readers_of([organisation_id], Permission.RECEIVE_PARTS, at))


def to_choose_from(receiver: Receiver, day: date) -> list[OrganisationRow]:
    """The organisations of which a person chooses where none was found."""
    return organisations_to_choose(TYPES[receiver], day)


def _found(receiver: Receiver, found: Found) -> list[UUID | None]:
    facts, day = found.facts, found.day
    match receiver:
        case Receiver.COUNCIL_SAFEGUARDING:
            code = facts.council.code if facts.council else None
            council = listed_organisation(OrganisationType.LOCAL_AUTHORITY, "councils", code, day)
            return [council.id if council else None]
        case Receiver.GUARDIAN_SERVICE:
            return [organisation_standing(settings.GUARDIAN_SERVICES.get(found.nation.value, ""), day)]
        case Receiver.SUPPORT_PROVIDER:
            provider = support_provider_of(found.nation, day)
            return [provider.id if provider else None]
        case Receiver.POLICE_HERE:
            return _forces([force_of_place(facts.staying_town, facts.staying_region)], day)
        case Receiver.POLICE_THERE:
            return _forces(_where_it_happened(facts), day)


def _where_it_happened(facts: ReferralFacts) -> list[str | None]:
    """The forces of the towns, and the one that was told; none where all of it happened overseas."""
    of_towns = forces_of_towns(facts.exploitation_uk_towns)
    if facts.police_force:
        return list(dict.fromkeys([*(force for force in of_towns if force), facts.police_force]))
    if facts.exploitation_where == "overseas" and not of_towns:
        return []
    return of_towns or [None]


def _forces(codes: Collection[str | None], day: date) -> list[UUID | None]:
    rows = [receiver_for_force(code, day) if code else None for code in codes]
    return [row.id if row else None for row in rows]
