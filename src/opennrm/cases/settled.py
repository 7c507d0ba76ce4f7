"""Cases in which nothing goes on any more, as whoever decides how long records are kept reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from opennrm.audit.findings import in_batches
from opennrm.cases.models import Case
from opennrm.cases.visibility import visible_to
from opennrm.mechanism.stages import SETTLED_STAGES, Stage
from opennrm.mechanism.vocabulary import ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission


@dataclass(frozen=True, slots=True)
class SettledCase:
    """A case that was decided, withdrawn or closed, with the days from which it is kept."""

    id: UUID
    reference: str
    person_id: UUID
    stage: Stage
    ended_on: date | None
    decided_on: date | None
    is_child: bool


def settled_cases(at_once: int) -> Iterator[list[SettledCase]]:
    """Every case that is settled and whose record stands, some at a time, in the order of references."""
    stages = [stage.value for stage in SETTLED_STAGES]
    rows = Case.objects.filter(stage__in=stages, erased_on__isnull=True).order_by("reference")
    columns = (
        *("id", "reference", "person_id", "stage", "ended_on", "kind"),
        *("reasonable_grounds_on", "conclusive_grounds_on"),
    )
    found = rows.values_list(*columns).iterator(chunk_size=at_once)
    yield from in_batches(_settled(row) for row in found)


def _settled(row: tuple[object, ...]) -> SettledCase:
    id_, reference, person_id, stage, ended_on, kind, first, second = row
    return SettledCase(
        id=id_,  # type: ignore[arg-type]
        reference=str(reference),
        person_id=person_id,  # type: ignore[arg-type]
        stage=Stage(str(stage)),
        ended_on=ended_on,  # type: ignore[arg-type]
        decided_on=second or first,  # type: ignore[arg-type]
        is_child=kind == ReferralKind.CHILD.value,
    )


def mark_erased(reference: str, *, on: date) -> None:
    """Say in the row of a case that its record was erased, inside the caller's command."""
    Case.objects.filter(reference=reference).update(erased_on=on)


def erased_cases(references: Collection[str] | None = None) -> set[str]:
    """Which of these cases, or of all, have a row that says that their record was erased."""
    rows = Case.objects.filter(erased_on__isnull=False)
    if references is not None:
        rows = rows.filter(reference__in=references)
    return set(rows.values_list("reference", flat=True))


def ids_visible_to(actor: Actor, at: datetime, needs: Permission) -> QuerySet[Case, UUID]:
    """The ids of the cases in which the actor may do what `needs` names, for another room to filter its rows by."""
    return Case.objects.filter(visible_to(actor, at, needs)).values_list("id", flat=True)
