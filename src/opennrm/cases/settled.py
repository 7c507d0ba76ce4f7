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
    """A case that was decided, withdrawn or closed, with the days from which it is kept.

    `is_child` tells how the case is treated now: whoever grew up in the mechanism is treated as an adult.
    """

    id: UUID
    reference: str
    person_id: UUID
    stage: Stage
    ended_on: date | None
    decided_on: date | None
    received_on: date
    is_child: bool


def settled_cases(at_once: int) -> Iterator[list[SettledCase]]:
    """Every case that is settled and whose record stands, some at a time, in the order of references."""
    found = _rows().order_by("reference").values_list(*COLUMNS).iterator(chunk_size=at_once)
    yield from in_batches(_settled(row) for row in found)


def settled_case(case_id: UUID) -> SettledCase | None:
    """One such case; None where it goes on, or was erased."""
    row = _rows().filter(id=case_id).values_list(*COLUMNS).first()
    return None if row is None else _settled(row)


COLUMNS = (
    *("id", "reference", "person_id", "stage", "ended_on", "kind"),
    *("reasonable_grounds_on", "conclusive_grounds_on", "received_on"),
)


def _rows() -> QuerySet[Case]:
    return Case.objects.filter(stage__in=[stage.value for stage in SETTLED_STAGES], erased_on__isnull=True)


def _settled(row: tuple[object, ...]) -> SettledCase:
    id_, reference, person_id, stage, ended_on, kind, first, second, received_on = row
    return SettledCase(
        id=id_,  # type: ignore[arg-type]
        reference=str(reference),
        person_id=person_id,  # type: ignore[arg-type]
        stage=Stage(str(stage)),
        ended_on=ended_on,  # type: ignore[arg-type]
        decided_on=second or first,  # type: ignore[arg-type]
        received_on=received_on,  # type: ignore[arg-type]
        is_child=kind == ReferralKind.CHILD.value,
    )


def id_of_case(reference: str) -> UUID:
    """The id of a case that exists, for a room whose rows point at it."""
    return Case.objects.values_list("id", flat=True).get(reference=reference)


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
