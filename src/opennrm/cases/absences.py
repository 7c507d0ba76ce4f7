"""Who is away on a day, and who covers for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from opennrm.cases.models import Absence
from opennrm.partners.directory import Colleague


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Somebody who is or will be away, and who covers for them."""

    id: UUID
    account_id: UUID
    name: str
    from_on: date
    until_on: date
    cover_id: UUID | None
    cover: str | None


def absences_of(accounts: Iterable[UUID], on: date) -> list[AbsenceRow]:
    """The absences of these people that have not passed on a day, the nearest first."""
    rows = Absence.objects.filter(account_id__in=list(accounts), until_on__gte=on, ended_at__isnull=True)
    columns = ("id", "account_id", "account__name", "from_on", "until_on", "cover_id", "cover__name")
    return [AbsenceRow(*row) for row in rows.order_by("from_on", "account__name", "id").values_list(*columns)]


def away_on(accounts: Iterable[UUID], on: date) -> set[UUID]:
    """Who of these is away on a day."""
    return {row.account_id for row in absences_of(accounts, on) if row.from_on <= on}


def covers_of(account_id: UUID, on: date) -> set[UUID]:
    """Who covers on a day for somebody who is away, and has an open account."""
    rows = Absence.objects.filter(account_id=account_id, from_on__lte=on, until_on__gte=on, ended_at__isnull=True)
    return set(rows.filter(cover__is_active=True).values_list("cover_id", flat=True))


def covered_by(account_id: UUID, on: date) -> list[Colleague]:
    """For whom somebody covers on a day, by name."""
    rows = Absence.objects.filter(cover_id=account_id, from_on__lte=on, until_on__gte=on, ended_at__isnull=True)
    people = {id_: name for id_, name in rows.values_list("account_id", "account__name")}
    return sorted((Colleague(id_, name) for id_, name in people.items()), key=lambda each: (each.name, each.id))
