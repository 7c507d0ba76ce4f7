"""Finding a case by its reference or a part of it, among those of one's own teams.

Every three letters that stand beside each other in a reference have an index, `case_part`; the function
`cases_with_letters` asks it in the owner's name, since the wall lets no such index be used, and gives only cases that
whoever asks may see.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

from opennrm.cases.worklists import WorkRow
from opennrm.mechanism.references import letters_as_meant
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission

SHORTEST = 3
"""Letters; fewer are a part of too many references."""
MOST = 50

FIND = f"""
SELECT c.reference, c.stage, c.kind, c.nation, c.received_on, c.due_on, a.name, c.owner_id,
    ARRAY(SELECT f.flag FROM cases_flag f WHERE f.case_id = c.id AND f.lowered_at IS NULL ORDER BY f.id)
FROM cases_with_letters(%(threes)s, %(letters)s) w (id)
JOIN cases_case c ON c.id = w.id
LEFT JOIN partners_account a ON a.id = c.owner_id
WHERE c.owner_team_id = ANY(%(teams)s)
  AND EXISTS (
      SELECT 1 FROM cases_access x WHERE x.case_id = c.id AND x.grantee = ANY(%(grantees)s) AND x.until_at IS NULL
        AND (NOT c.restricted OR x.grantee = %(account)s)
  )
ORDER BY c.reference
LIMIT {MOST}
"""  # noqa: S608 - made of the constant above


def find_cases(actor: Actor, typed: str) -> tuple[WorkRow, ...]:
    """The cases of the actor's teams whose reference holds what was typed, at most `MOST`, in order.

    Case, spaces, hyphens and letters taken for digits do not matter. What is not there and what is not theirs are the
    same: nothing. Nothing too for fewer than `SHORTEST` letters.
    """
    letters = letters_as_meant(typed)
    if len(letters) < SHORTEST:
        return ()
    told: dict[str, Any] = {
        "threes": [letters[place : place + 3] for place in range(len(letters) - 2)],
        "letters": letters,
        "teams": list(actor.teams_for(Permission.SEE_CASES)),
        "grantees": list(actor.grantees_for(Permission.SEE_CASES)),
        "account": actor.account_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND, told)
        return tuple(WorkRow(*(*row[:-1], tuple(row[-1]))) for row in cursor.fetchall())
