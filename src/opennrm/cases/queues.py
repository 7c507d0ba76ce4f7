"""The queues of teams: how many cases wait at each stage, and how many of them nobody holds."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission

MANY = 1000
"""More are not counted: a count must not cost more the more there is."""

QUEUES = """
SELECT team.id, at_stage.name, every.counted - hidden.counted, unheld.counted - hidden.unheld
FROM unnest(%(teams)s::uuid[]) AS team(id)
CROSS JOIN unnest(%(stages)s::text[]) AS at_stage(name)
CROSS JOIN LATERAL (
    SELECT count(*) AS counted, count(*) FILTER (WHERE c.owner_id IS NULL) AS unheld
    FROM cases_case c
    WHERE c.restricted AND c.owner_team_id = team.id AND c.stage = at_stage.name AND NOT EXISTS (
        SELECT 1 FROM cases_access x WHERE x.case_id = c.id AND x.grantee = %(account)s AND x.until_at IS NULL
    )
) AS hidden
CROSS JOIN LATERAL (
    SELECT count(*) AS counted FROM (
        SELECT 1 FROM cases_case c WHERE c.owner_team_id = team.id AND c.stage = at_stage.name
        LIMIT %(limit)s + hidden.counted
    ) AS found
) AS every
CROSS JOIN LATERAL (
    SELECT count(*) AS counted FROM (
        SELECT 1 FROM cases_case c
        WHERE c.owner_team_id = team.id AND c.stage = at_stage.name AND c.owner_id IS NULL
        LIMIT %(limit)s + hidden.unheld
    ) AS found
) AS unheld
WHERE every.counted > hidden.counted
"""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits at a stage in a team; a count over `MANY` means more than that."""

    team_id: UUID
    stage: str
    cases: int
    unallocated: int


def queues_of(actor: Actor, stages: tuple[str, ...]) -> list[Queue]:
    """The queues of the actor's teams at these stages, in their order, without those that are empty."""
    with connection.cursor() as cursor:
        cursor.execute(
            QUEUES,
            {
                "teams": list(actor.teams_for(Permission.SEE_CASES)),
                "account": actor.account_id,
                "stages": list(stages),
                "limit": MANY + 1,
            },
        )
        found = [Queue(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda queue: (str(queue.team_id), stages.index(queue.stage)))
