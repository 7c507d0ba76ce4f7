"""Why cases were opened by people who do not work on them: the reason of a session, and the reasons of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.cases.models import Opening
from opennrm.vault.together import Reading


@dataclass(frozen=True, slots=True)
class OpeningRead:
    """Who opened a case for which reason, in code and words."""

    opened_by: str
    reason: str
    words: str
    opened_at: datetime


def reason_given(case_id: UUID, account_id: UUID, session: str) -> str | None:
    """The code of the reason that somebody gave for this case in this session of theirs; None while they gave none."""
    given = Opening.objects.filter(case_id=case_id, opened_by_id=account_id, session=session)
    return given.values_list("reason", flat=True).first()


def latest_openings(case_id: UUID, limit: int) -> Reading[list[OpeningRead]]:
    """Who opened a case without working on it, and why, the newest first; to be read together with something else."""
    rows = Opening.objects.filter(case_id=case_id).order_by("-opened_at", "-id")
    columns = ("opened_by__name", "reason", "words", "opened_at")
    return Reading(rows.values_list(*columns)[:limit], lambda found: [OpeningRead(*row) for row in found])
