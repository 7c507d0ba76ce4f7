"""Reading what bears on the decision of a case: the list, and each piece with its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from opennrm.cases.models import Evidence
from opennrm.partners.access import NotYours
from opennrm.vault.together import Reading, Row


@dataclass(frozen=True, slots=True)
class EvidenceRead:
    """A piece of evidence."""

    id: UUID
    kind: str
    text: str
    source: str
    text_hash: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """A page of the evidence of a case. `before` is where the next begins, None on the last."""

    rows: tuple[EvidenceRead, ...]
    before: UUID | None


PAGE = 50
COLUMNS = ("id", "kind", "text", "source", "text_hash", "added_at", "added_by__name")


def evidence_of(case_id: UUID) -> list[EvidenceRead]:
    """The evidence of a case in the order it was added."""
    rows = Evidence.objects.filter(case_id=case_id).order_by("added_at", "id").values_list(*COLUMNS)
    return [_read(row) for row in rows]


def latest_evidence(case_id: UUID, limit: int) -> Reading[list[EvidenceRead]]:
    """The evidence that was added last, the newest first, to be read together with something else."""
    rows = Evidence.objects.filter(case_id=case_id).order_by("-added_at", "-id").values_list(*COLUMNS)[:limit]
    return Reading(rows, lambda found: [_read(row) for row in found])


def evidence_page(case_id: UUID, *, before: UUID | None = None) -> EvidencePage:
    """The evidence of a case, the newest first, a page at a time; none before a piece that is not in the case."""
    rows = Evidence.objects.filter(case_id=case_id)
    if before is not None:
        place = rows.filter(id=before).values_list("added_at", "id").first()
        if place is None:
            return EvidencePage((), None)
        rows = rows.filter(Q(added_at__lt=place[0]) | Q(added_at=place[0], id__lt=place[1]))
    found = tuple(_read(row) for row in rows.order_by("-added_at", "-id").values_list(*COLUMNS)[: PAGE + 1])
    return EvidencePage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def piece_of_evidence(case_id: UUID, evidence_id: UUID) -> EvidenceRead:
    """One piece of a case's evidence. Raises `NotYours` if the case has no such piece."""
    row = Evidence.objects.filter(case_id=case_id, id=evidence_id).values_list(*COLUMNS).first()
    if row is None:
        raise NotYours
    return _read(row)


def _read(row: Row) -> EvidenceRead:
    id_, kind, text, source, *rest = row
    return EvidenceRead(id_, kind, text, source or "", *rest)
