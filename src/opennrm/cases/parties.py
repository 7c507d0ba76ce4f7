"""Who has a part in a case: read from its rows, and found from what a referral says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from opennrm.cases.models import Case, Party
from opennrm.mechanism.serving import Audience
from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.organisations import OrganisationRow, organisation_named, support_provider_of
from opennrm.questions import lists

if TYPE_CHECKING:
    from opennrm.partners.models import Organisation


@dataclass(frozen=True, slots=True)
class PartyRead:
    """An organisation that has a part in a case; `id` is None for the first responder of an older case."""

    id: UUID | None
    audience: Audience
    organisation_id: UUID
    organisation: str
    kind: str
    because: str

    @property
    def parts(self) -> tuple[Audience, ...]:
        """As what it is told: a force that referred is told as a first responder, and as the police."""
        also = _ALSO.get(self.kind) if self.audience is Audience.FIRST_RESPONDER else None
        return (self.audience, also) if also else (self.audience,)


_ALSO = {
    OrganisationType.POLICE.value: Audience.POLICE,
    OrganisationType.LOCAL_AUTHORITY.value: Audience.COUNCIL,
}


def parties_of(case_id: UUID) -> list[PartyRead]:
    """Who has a part in a case now: the first responder, who always has, then the others as they were added."""
    rows = Party.objects.select_related("organisation").filter(case_id=case_id, until_at__isnull=True)
    found = [
        PartyRead(row.id, Audience(row.audience), row.organisation_id, *_known(row.organisation), row.because)
        for row in rows.order_by("from_at", "id")
    ]
    if not any(party.audience is Audience.FIRST_RESPONDER for party in found):
        case = Case.objects.select_related("referred_by").get(id=case_id)
        referrer = case.referred_by
        found.insert(0, PartyRead(None, Audience.FIRST_RESPONDER, referrer.id, *_known(referrer), "referred"))
    return sorted(found, key=lambda party: party.audience is not Audience.FIRST_RESPONDER)


def party_named(parties: Sequence[PartyRead], name: str) -> PartyRead | None:
    """The party of exactly a name, however it is spelt: what is asked names the person, so a likely one will not do."""
    named = [party for party in parties if lists.fold(party.organisation) == lists.fold(name)]
    return named[0] if len(named) == 1 else None


def said_by_referral(
    *, nation: str, police_force: str | None, council: str | None, support_wanted: bool, on: date
) -> list[tuple[Audience, OrganisationRow, str]]:
    """The organisations of the partnership that a referral names, each as what and why.

    The police force it was reported to, the council that was told of a child, and the nation's support provider where
    support is wanted. What is not in the partnership cannot be told, and is left out. Source: TOOLKIT.
    """
    found = [
        (
            Audience.POLICE,
            listed_organisation(OrganisationType.POLICE, "police_forces", police_force, on),
            "reported_to",
        ),
        (
            Audience.COUNCIL,
            listed_organisation(OrganisationType.LOCAL_AUTHORITY, "councils", council, on),
            "told_about_a_child",
        ),
        (
            Audience.SUPPORT_PROVIDER,
            support_provider_of(Nation(nation), on) if support_wanted else None,
            "support_wanted",
        ),
    ]
    return [(audience, organisation, because) for audience, organisation, because in found if organisation]


def listed_organisation(kind: OrganisationType, list_name: str, code: str | None, on: date) -> OrganisationRow | None:
    """The organisation of the partnership that an entry of a list means on a day; None if it is not in it."""
    entry = lists.entries(list_name).get(code) if code else None
    return organisation_named(kind, (entry.label, *entry.also), on) if entry else None


def _known(organisation: Organisation) -> tuple[str, str]:
    return organisation.name, organisation.type
