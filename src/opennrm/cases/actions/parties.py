"""Giving an organisation a part in a case, and ending it: from then on it is told what happens, or no longer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.consents import receivers_now
from opennrm.cases.models import Case, Party
from opennrm.cases.parties import said_by_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import CaseOpened, Event, PartyAdded, PartyEnded
from opennrm.mechanism.receivers import Receiver
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.mechanism.serving import AGENCIES, Audience
from opennrm.mechanism.vocabulary import OrganisationType, ReferralKind
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.organisations import organisations_to_choose
from opennrm.partners.roles import Permission
from opennrm.questions.facts import facts_of
from opennrm.referrals.answered import answered

BECAUSE_ADDED = ("investigates", "looks_after_a_child", "gives_support", "acts_in_the_case")
"""Why an organisation can be given a part by hand, coded. Source: own."""
BECAUSE_ENDED = ("no_longer_involved", "added_by_mistake", "asked_to_end")
"""Why its part can end, coded. Source: own."""
CONSENT_ENDED = "consent_ended"
"""Why the part of who supports a person ends by itself."""
TYPES = {
    Audience.POLICE: OrganisationType.POLICE,
    Audience.COUNCIL: OrganisationType.LOCAL_AUTHORITY,
    Audience.SUPPORT_PROVIDER: OrganisationType.SUPPORT_PROVIDER,
}
"""What kind of organisation can have which part; who referred has theirs from the referral alone."""


def add_parties_of_referral(event: Event, at: datetime, by: UUID | None) -> None:
    """Give a part to who referred, and to the organisations that the referral names. A consequence of `CaseOpened`.

    Who supports the person has one only where their part goes by itself, else once somebody has sent it.
    """
    assert isinstance(event, CaseOpened)  # noqa: S101 - the table of consequences says so
    case = Case.objects.get(reference=event.subject)
    facts = facts_of(answered(case.reference).answers)
    found = said_by_referral(
        nation=case.nation,
        police_force=facts.police_force,
        council=facts.council.code if facts.council else None,
        support_wanted=receivers_now(case, ReferralKind(case.kind)).get(Receiver.SUPPORT_PROVIDER) == "",
        on=legal_day(at),
    )
    parts = {case.referred_by_id: (Audience.FIRST_RESPONDER, "referred")}
    for audience, organisation, because in found:
        parts.setdefault(organisation.id, (audience, because))
    for organisation_id, (audience, because) in parts.items():
        _add(case, audience, organisation_id, because, at=at, by=None)


def add_party(reference: str, *, audience: str, organisation_id: UUID, because: str, by: Actor, at: datetime) -> UUID:
    """Give an organisation a part in a case; gives the id of the part.

    Raises `NotYours`; `Refused` with the field that is wrong, or if the organisation has a part already.
    """
    with command():
        case = locked_case(reference, needs=Permission.DECIDE, seen=None, by=by, at=at)
        kinds = {part.value: kind for part, kind in TYPES.items()}
        if audience not in kinds:
            raise Refused(_wrong("audience", "Choose as what the organisation has a part in the case."))
        offered = {each.id for each in organisations_to_choose((kinds[audience],), legal_day(at))}
        if organisation_id not in offered:
            raise Refused(_wrong("organisation", "Choose an organisation from the list of its kind."))
        if because not in BECAUSE_ADDED:
            raise Refused(_wrong("because", "Choose why it has a part in the case."))
        if Party.objects.filter(case=case, organisation_id=organisation_id, until_at__isnull=True).exists():
            raise Refused(_wrong("organisation", "This organisation has a part in the case already."))
        return _add(case, Audience(audience), organisation_id, because, at=at, by=by.account_id)


def end_party(reference: str, party_id: UUID, *, because: str, by: Actor, at: datetime) -> None:
    """End the part of an organisation in a case: it keeps the letters it has, and is told nothing more.

    Raises `NotYours` if it has no such part now; `Refused` for the first responder, who always has theirs, or if no
    reason is chosen.
    """
    with command():
        case = locked_case(reference, needs=Permission.DECIDE, seen=None, by=by, at=at)
        party = Party.objects.filter(case=case, id=party_id, until_at__isnull=True).first()
        if party is None:
            raise NotYours
        if party.audience == Audience.FIRST_RESPONDER.value:
            raise Refused(_wrong("because", "Who referred always has a part in the case."))
        if because not in BECAUSE_ENDED:
            raise Refused(_wrong("because", "Choose why its part ends."))
        _end(party, because, at=at, by=by.account_id)


def add_support_provider(case: Case, organisation_id: UUID, *, at: datetime, by: UUID | None) -> None:
    """Give who supports a person a part, now that they consent to it, unless it has one; within a command."""
    if not Party.objects.filter(case=case, organisation_id=organisation_id, until_at__isnull=True).exists():
        _add(case, Audience.SUPPORT_PROVIDER, organisation_id, "support_wanted", at=at, by=by)


def end_support_provider(case: Case, *, at: datetime, by: UUID) -> set[UUID]:
    """End the part of those who supported a person that no longer consents to it; gives who they are."""
    rows = Party.objects.filter(case=case, audience=Audience.SUPPORT_PROVIDER.value, until_at__isnull=True)
    return {_end(party, CONSENT_ENDED, at=at, by=by) for party in rows.order_by("id")}


def _end(party: Party, because: str, *, at: datetime, by: UUID) -> UUID:
    party.until_at, party.until_by_id = at, by
    party.save(update_fields=["until_at", "until_by"])
    reference = party.case.reference
    ended = PartyEnded(
        subject=reference,
        case=reference,
        audience=party.audience,
        organisation=str(party.organisation_id),
        because=because,
    )
    announce(ended, at=at, by=by)
    return party.organisation_id


def _add(case: Case, audience: Audience, organisation_id: UUID, because: str, *, at: datetime, by: UUID | None) -> UUID:
    assert audience in AGENCIES  # noqa: S101 - whoever acts for the person is a safe contact, never a party
    party = Party.objects.create(
        case=case,
        audience=audience.value,
        organisation_id=organisation_id,
        because=because,
        from_at=at,
        from_by_id=by,
    )
    added = PartyAdded(
        subject=case.reference,
        case=case.reference,
        audience=audience.value,
        organisation=str(organisation_id),
        because=because,
    )
    announce(added, at=at, by=by)
    return party.id


def _wrong(field: str, because: str) -> Refusal:
    return Refusal(code=f"wrong_{field}", because=because, source="house", field=field)
