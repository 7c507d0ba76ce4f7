"""Organisations as a case knows them: found by what a referral says, chosen from a list, and who reads for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from opennrm.mechanism.vocabulary import Nation, OrganisationType
from opennrm.partners.models import Account, Organisation
from opennrm.partners.roles import ROLES, Permission
from opennrm.questions.lists import fold


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation in a list."""

    id: UUID
    name: str
    kind: str


def organisations_to_choose(kinds: Collection[OrganisationType], on: date) -> list[OrganisationRow]:
    """The organisations of these types that can be chosen on a day, by name."""
    return [_row(each) for each in _on(on).filter(type__in=[kind.value for kind in kinds]).order_by("name")]


def organisation_named(kind: OrganisationType, names: Iterable[str], on: date) -> OrganisationRow | None:
    """The one organisation of a type that bears one of these names, however it is spelt; None if none or several do."""
    wanted = {fold(name) for name in names}
    found = [each for each in organisations_to_choose((kind,), on) if fold(each.name) in wanted]
    return found[0] if len(found) == 1 else None


def support_provider_of(nation: Nation, on: date) -> OrganisationRow | None:
    """The one support provider of a nation on a day; None where there is none, or several of which a person chooses."""
    here = _on(on).filter(type=OrganisationType.SUPPORT_PROVIDER.value, nation__in=["", nation.value])
    found = list(here[:2])
    return _row(found[0]) if len(found) == 1 else None


def readers_of(organisations: Collection[UUID], permission: Permission, at: datetime) -> list[UUID]:
    """The open accounts of these organisations that hold, at a moment, a role with a permission."""
    roles = [role.key for role in ROLES.values() if permission in role.permissions]
    rows = Account.objects.filter(
        Q(roles_held__until_at__isnull=True) | Q(roles_held__until_at__gt=at),
        roles_held__from_at__lte=at,
        roles_held__role__in=roles,
        organisation_id__in=list(organisations),
        is_active=True,
    )
    return sorted(set(rows.values_list("id", flat=True)))


def slugs_of(organisations: Collection[UUID]) -> dict[UUID, str]:
    """The stable short names of these organisations, by their ids."""
    return dict(Organisation.objects.filter(id__in=set(organisations)).values_list("id", "slug"))


def name_of_organisation(slug: str) -> str:
    """The name of the organisation with this short name; the short name where there is none."""
    return Organisation.objects.filter(slug=slug).values_list("name", flat=True).first() or slug


def open_accounts(ids: Collection[UUID]) -> set[UUID]:
    """Those of these accounts that are open."""
    return set(Account.objects.filter(id__in=list(ids), is_active=True).values_list("id", flat=True))


def _on(day: date) -> QuerySet[Organisation]:
    return Organisation.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


def _row(organisation: Organisation) -> OrganisationRow:
    return OrganisationRow(organisation.id, organisation.name, organisation.type)
