"""Reading how a case came to whoever holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.cases.models import HandOver
from opennrm.vault.together import Reading


@dataclass(frozen=True, slots=True)
class HandOverRead:
    """A hand-over with what the colleague was told."""

    giver: str
    taker: str
    taker_id: UUID
    note: str
    handed_over_at: datetime


def last_hand_over(case_id: UUID) -> Reading[HandOverRead | None]:
    """The last hand-over of a case, if there was one, to be read together with something else."""
    rows = HandOver.objects.filter(case_id=case_id).order_by("-handed_over_at", "-id")
    columns = ("giver__name", "taker__name", "taker_id", "note", "handed_over_at")
    return Reading(rows.values_list(*columns)[:1], lambda found: HandOverRead(*found[0]) if found else None)


def hand_overs_of(case_id: UUID) -> list[HandOverRead]:
    """Every hand-over of a case, in the order in which they happened."""
    rows = HandOver.objects.filter(case_id=case_id).order_by("handed_over_at", "id")
    columns = ("giver__name", "taker__name", "taker_id", "note", "handed_over_at")
    return [HandOverRead(*row) for row in rows.values_list(*columns)]
