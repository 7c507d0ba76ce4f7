"""Reading what a person said they want, for a face that has itself asked who may see the case or the referral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.cases.models import Wish


@dataclass(frozen=True, slots=True)
class WishRead:
    """A recorded wish: how it was said and to whom, and whether it waits, was confirmed or was not."""

    wish: str
    way: str
    said_on: date
    heard_by: str
    language: str
    interpreter: str
    evidence: str
    state: str
    recorded_at: datetime
    recorded_by: str


def waiting_wish(case_id: UUID) -> WishRead | None:
    """The wish to withdraw that waits to be confirmed in a case, if there is one."""
    row = Wish.objects.select_related("recorded_by").filter(case_id=case_id, wish="withdraw", state="waits").first()
    return _read(row) if row else None


@as_the_house()  # the case is another's; the referral, of which the face asked, is theirs
def latest_wish(reference: str) -> WishRead | None:
    """The wish to withdraw that was recorded last in the case of a referral, if one was."""
    rows = Wish.objects.select_related("recorded_by").filter(case__reference=reference, wish="withdraw")
    row = rows.order_by("-recorded_at").first()
    return _read(row) if row else None


def wishes_of(case_id: UUID) -> list[WishRead]:
    """Every wish that was recorded in a case, in the order in which they were."""
    rows = Wish.objects.select_related("recorded_by").filter(case_id=case_id).order_by("recorded_at", "id")
    return [_read(row) for row in rows]


def _read(row: Wish) -> WishRead:
    return WishRead(
        wish=row.wish,
        way=row.way,
        said_on=row.said_on,
        heard_by=row.heard_by or "",
        language=row.language,
        interpreter=row.interpreter,
        evidence=row.evidence or "",
        state=row.state,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.name,
    )
