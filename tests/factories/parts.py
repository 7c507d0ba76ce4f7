"""Organisations that receive parts of referrals with somebody who opens them, and a referral of which some come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from opennrm.mechanism.vocabulary import OrganisationType
from opennrm.partners.access import Actor
from opennrm.partners.models import Account, Organisation
from tests.factories import cases as made
from tests.factories import partners


@dataclass(frozen=True)
class There:
    """An organisation that receives parts, and who opens them."""

    organisation: Organisation
    account: Account

    @property
    def actor(self) -> Actor:
        """Who opens them."""
        return partners.actor(self.account)


def receives(kind: OrganisationType, slug: str, name: str | None = None, *, readers: bool = True) -> There:
    """An organisation of a kind with a short name; without readers nobody there can open a part."""
    home = partners.organisation(name or slug, kind=kind, nation=None, may_refer=False)
    Organisation.objects.filter(id=home.id).update(slug=slug)
    home.refresh_from_db()
    return There(home, partners.account("liaison" if readers else "statistician", of=home))


def support(name: str = "Lighthouse") -> There:
    """The one support provider there is."""
    return receives(OrganisationType.SUPPORT_PROVIDER, name.lower(), name)


def kent() -> There:
    """A police force that works here."""
    return receives(OrganisationType.POLICE, "kent-police", "Kent Police")


def adult(**changed: Any) -> str:
    """An adult in Dover who agreed to support and to contact with the police, exploited in Maidstone."""
    agreed = {"support_wanted": "yes", "police_contact_agreed": "yes"}
    places = {"staying_town": "dover", "staying_region": "south_east"}
    return made.referred(**(agreed | places | {"exploitation_uk_towns": ["maidstone"]} | changed))
