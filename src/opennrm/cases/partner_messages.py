"""Reading what a case's team and whoever referred wrote to each other, for a face that asked who may see either."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Count

from opennrm.cases.models import PartnerMessage
from opennrm.vault.together import Reading

PAGE = 50


class Side(StrEnum):
    """Who writes: the team that holds the case, or the organisation that referred."""

    AUTHORITY = "authority"
    REFERRER = "referrer"

    @property
    def other(self) -> Side:
        """Whom it is written to."""
        return Side.REFERRER if self is Side.AUTHORITY else Side.AUTHORITY


@dataclass(frozen=True, slots=True)
class MessageRead:
    """A message; `read_at` is None while nobody of the other side said that they read it."""

    id: UUID
    side: str
    text: str
    written_at: datetime
    written_by: str
    read_at: datetime | None


OF_A_MESSAGE = ("id", "side", "text", "written_at", "written_by__name", "read_at")


def latest_messages(reference: str) -> list[MessageRead]:
    """The newest messages about a referral, the newest first; at most `PAGE`."""
    rows = PartnerMessage.objects.filter(reference=reference).order_by("-written_at", "-id")
    return [MessageRead(*row) for row in rows.values_list(*OF_A_MESSAGE)[:PAGE]]


def every_message(reference: str) -> list[MessageRead]:
    """All of them in the order they were written, for what leaves the house."""
    rows = PartnerMessage.objects.filter(reference=reference).order_by("written_at", "id")
    return [MessageRead(*row) for row in rows.values_list(*OF_A_MESSAGE)]


def unread_in_case(case_id: UUID) -> Reading[int]:
    """How many messages of who referred nobody of the team has read, to be read together with something else."""
    rows = PartnerMessage.objects.filter(case_id=case_id, side=Side.REFERRER.value, read_at__isnull=True)
    return Reading(rows.values_list("id"), len)


def unread_by_referrer(references: Collection[str]) -> dict[str, int]:
    """How many messages of the authority nobody read who referred, by the reference; none where there is none."""
    rows = PartnerMessage.objects.filter(
        reference__in=list(references), side=Side.AUTHORITY.value, read_at__isnull=True
    )
    return dict(rows.values("reference").annotate(unread=Count("id")).values_list("reference", "unread"))
