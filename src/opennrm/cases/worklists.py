"""Work lists: what waits for a team, by its clocks. One statement a list, and no name in any of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from opennrm.cases.models import NO_DAY
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission

PAGE = 50


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A line of a work list."""

    reference: str
    stage: str
    kind: str
    nation: str
    received_on: date
    due_on: date | None
    owner: str | None
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of a work list. `after` is where the next page begins, None on the last."""

    rows: tuple[WorkRow, ...]
    after: str | None


# Walks the index (owner_team, stage, due_on, reference) of each team and stage and stops after a page of each, so
# that its cost does not grow with the table; whether the actor may see a case is asked of the access rows.
WORK_LIST = """
SELECT c.reference, c.stage, c.kind, c.nation, c.received_on, c.due_on, a.name, c.owner_id
FROM unnest(%(teams)s::uuid[]) AS team(id)
CROSS JOIN unnest(%(stages)s::text[]) AS at_stage(name)
CROSS JOIN LATERAL (
    SELECT * FROM cases_case c
    WHERE c.owner_team_id = team.id AND c.stage = at_stage.name
      AND (COALESCE(c.due_on, '9999-12-31'::date), c.reference) > (%(due)s::date, %(reference)s)
      AND EXISTS (
          SELECT 1 FROM cases_access x
          WHERE x.case_id = c.id AND x.grantee = ANY(%(grantees)s) AND x.until_at IS NULL
      )
    ORDER BY COALESCE(c.due_on, '9999-12-31'::date), c.reference
    LIMIT %(limit)s
) c
LEFT JOIN partners_account a ON a.id = c.owner_id
ORDER BY COALESCE(c.due_on, '9999-12-31'::date), c.reference
LIMIT %(limit)s
"""


def work_list(actor: Actor, stages: tuple[str, ...], *, after: str | None = None) -> WorkList:
    """The cases of the actor's teams that stand at one of these stages, the most pressing first, a page at a time.

    `after` is what an earlier page gave; anything else is read as the beginning.
    """
    due, reference = _read_after(after)
    with connection.cursor() as cursor:
        cursor.execute(
            WORK_LIST,
            {
                "teams": list(actor.teams_for(Permission.SEE_CASES)),
                "stages": list(stages),
                "grantees": list(actor.grantees_for(Permission.SEE_CASES)),
                "due": due,
                "reference": reference,
                "limit": PAGE + 1,
            },
        )
        rows = tuple(WorkRow(*row) for row in cursor.fetchall())
    if len(rows) <= PAGE:
        return WorkList(rows, None)
    last = rows[PAGE - 1]
    return WorkList(rows[:PAGE], f"{(last.due_on or NO_DAY).isoformat()}~{last.reference}")


def _read_after(after: str | None) -> tuple[str, str]:
    due, _, reference = (after or "").partition("~")
    try:
        return date.fromisoformat(due).isoformat(), reference
    except ValueError:
        return "-infinity", ""
