"""Reading the ledger of a person's consents, for a face that has itself asked who may see the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from opennrm.cases.models import ConsentEntry
from opennrm.mechanism.consent import ConsentScope
from opennrm.mechanism.consent_ledger import Said, standing


@dataclass(frozen=True, slots=True)
class ConsentRead:
    """One entry of the ledger; `recorded_by` is empty where it follows from something else that was recorded."""

    scope: ConsentScope
    said: Said
    how: str
    through: str
    language: str
    interpreter: str
    said_on: date | None
    recorded_at: datetime
    recorded_by: str


def ledger_of(case_id: UUID) -> list[ConsentRead]:
    """Everything that was said of consents in a case, in the order in which it was recorded."""
    rows = ConsentEntry.objects.select_related("recorded_by").filter(case_id=case_id).order_by("number")
    return [
        ConsentRead(
            scope=ConsentScope(row.scope),
            said=Said(row.said),
            how=row.how,
            through=row.through or "",
            language=row.language,
            interpreter=row.interpreter,
            said_on=row.said_on,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by.name if row.recorded_by else "",
        )
        for row in rows
    ]


def standing_in(case_id: UUID) -> dict[ConsentScope, Said]:
    """What was said last of each consent in a case; nothing of those of which nothing was said."""
    rows = ConsentEntry.objects.filter(case_id=case_id).order_by("number").values_list("scope", "said")
    return standing((ConsentScope(scope), Said(said)) for scope, said in rows)
