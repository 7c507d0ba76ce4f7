"""What a team carries: per person and per stage, how much is late or due soon, and how old the open cases are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from opennrm.mechanism.stages import OPEN_STAGES
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission

AGES = (30, 90, 180, 365)
"""Days after receipt at which one group of ages ends; the last group has no end. Our own grouping."""
SOON = 7
"""Days that count as this week, today included."""

LOAD = """
SELECT c.owner_team_id, c.owner_id, c.stage, width_bucket(%(today)s::date - c.received_on, %(ages)s::integer[]),
    count(*), count(*) FILTER (WHERE c.due_on < %(today)s::date),
    count(*) FILTER (WHERE c.due_on >= %(today)s::date AND c.due_on < %(today)s::date + %(soon)s::integer)
FROM cases_case c
WHERE c.owner_team_id = ANY(%(teams)s) AND c.stage = ANY(%(stages)s)
  AND (NOT c.restricted OR EXISTS (
      SELECT 1 FROM cases_access x WHERE x.case_id = c.id AND x.grantee = %(account)s AND x.until_at IS NULL
  ))
GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Load:
    """Open cases that are alike: in one team, held by one person (None: nobody), at one stage, of one group of ages."""

    team_id: UUID
    owner_id: UUID | None
    stage: str
    age: int
    cases: int
    late: int
    soon: int


@dataclass(frozen=True, slots=True)
class Carried:
    """How much somebody, a stage or a group of ages comes to."""

    cases: int = 0
    late: int = 0
    soon: int = 0


def load_of(actor: Actor, today: date) -> list[Load]:
    """What the teams carry whose load an actor may see, counted in one statement over their open cases."""
    with connection.cursor() as cursor:
        cursor.execute(
            LOAD,
            {
                "today": today,
                "ages": [end + 1 for end in AGES],
                "soon": SOON,
                "teams": list(actor.teams_for(Permission.SEE_LOAD)),
                "account": actor.account_id,
                "stages": [stage.value for stage in OPEN_STAGES],
            },
        )
        return [Load(*row) for row in cursor.fetchall()]


def added_up(loads: Iterable[Load]) -> Carried:
    """What several come to together."""
    loads = list(loads)
    return Carried(
        cases=sum(load.cases for load in loads),
        late=sum(load.late for load in loads),
        soon=sum(load.soon for load in loads),
    )
