"""Finding the case of somebody by name, phone number or another body's reference; that it was asked is in the history.

What was typed waits, sealed, until the worker has held it against the restricted cases, and is kept nowhere after that.
What is not there and what is not theirs are the same: nothing, and the same is done for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from opennrm.audit.asking import as_the_house
from opennrm.audit.record import announce, command
from opennrm.cases.actions.hidden_searches import keep_search
from opennrm.cases.worklists import WorkRow
from opennrm.mechanism.events import FoundPeopleShown, PeopleSearched
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.referrals.names import ALIKE
from opennrm.referrals.searching import Typed, opened, read_typed, wanted

SHORTEST = 3
"""Letters; fewer are a part of too many names."""
LONGEST = 120
MOST = 20
OPENED = 200
"""How many people, those with the most telling tokens first, are opened and compared."""

# OFFSET 0 lets nobody's right to see be asked for before their turn has come.
CANDIDATES = f"""
SELECT t.person_id FROM (
    SELECT t.person_id, sum(w.weight) AS told
    FROM unnest(%(tokens)s::bigint[], %(weights)s::int[]) AS w(token, weight)
    JOIN referrals_search_token t ON t.token = w.token
    GROUP BY t.person_id ORDER BY told DESC, t.person_id OFFSET 0
) t
WHERE EXISTS (
    SELECT 1 FROM cases_case c WHERE c.person_id = t.person_id AND c.owner_team_id = ANY(%(teams)s)
      AND EXISTS (
          SELECT 1 FROM cases_access x WHERE x.case_id = c.id AND x.grantee = ANY(%(grantees)s) AND x.until_at IS NULL
            AND (NOT c.restricted OR x.grantee = %(account)s)
      )
)
ORDER BY t.told DESC, t.person_id LIMIT {OPENED}
"""  # noqa: S608 - made of the constants above
CASES = """
SELECT c.person_id, c.reference, c.stage, c.kind, c.nation, c.received_on, c.due_on, a.name, c.owner_id,
    ARRAY(SELECT f.flag FROM cases_flag f WHERE f.case_id = c.id AND f.lowered_at IS NULL ORDER BY f.id)
FROM cases_case c
LEFT JOIN partners_account a ON a.id = c.owner_id
WHERE c.person_id = ANY(%(people)s) AND c.owner_team_id = ANY(%(teams)s)
  AND EXISTS (
      SELECT 1 FROM cases_access x WHERE x.case_id = c.id AND x.grantee = ANY(%(grantees)s) AND x.until_at IS NULL
        AND (NOT c.restricted OR x.grantee = %(account)s)
  )
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A case that was found, with its person and the name that they are kept under."""

    person_id: UUID
    name: str
    row: WorkRow


def search_cases(typed: str, *, by: Actor, at: datetime) -> tuple[Found, ...]:
    """The cases of the actor's teams whose person is called, or can be reached, as was typed: the likeliest first.

    At most `MOST`. Order, case, accents, script and the ways of spelling do not matter in names; a phone number or a
    reference has to be the very one. Of a restricted case whose list they are not on they are told nothing, and who
    minds it is told by the worker that they searched. Raises `Refused` for fewer than `SHORTEST` letters, or if no role
    lets them.
    """
    refuse_if(refusal_to_act(by, Permission.SEE_CASES))
    if sum(letter.isalnum() for letter in typed) < SHORTEST or len(typed) > LONGEST:
        because = f"Enter a name, phone number or reference of {SHORTEST} to {LONGEST} letters."
        raise Refused(Refusal("too_short", because, "house", "person"))
    with command():
        found = _found(read_typed(typed), by)
        keep_search(typed, by=by, at=at)
        announce(PeopleSearched(subject=str(by.account_id), shown=len(found)), at=at, by=by.account_id)
    return found


def found_before(typed: str, people: Sequence[UUID], *, by: Actor, at: datetime) -> tuple[Found, ...]:
    """What a search found, shown: the cases of these people that the actor may see now. That it was is recorded.

    It is not another search: nobody else is looked for. Raises `Refused` if no role lets them.
    """
    refuse_if(refusal_to_act(by, Permission.SEE_CASES))
    with command():
        found = _cases_of(people, read_typed(typed), by) if people else ()
        announce(FoundPeopleShown(subject=str(by.account_id), shown=len(found)), at=at, by=by.account_id)
    return found


def _found(typed: Typed, by: Actor) -> tuple[Found, ...]:
    tokens = wanted(typed)
    told = _of_actor(by) | {"tokens": list(tokens), "weights": list(tokens.values())}
    return _cases_of(_candidates(told), typed, by)


def _cases_of(people: Sequence[UUID], typed: Typed, by: Actor) -> tuple[Found, ...]:
    """The cases, among those that the actor may see, of the people who are meant: the likeliest first."""
    with connection.cursor() as cursor:
        meant = opened(people, typed, ALIKE)[:MOST]
        cursor.execute(CASES, _of_actor(by) | {"people": [each.person_id for each in meant]})
        cases: dict[UUID, list[WorkRow]] = {}
        for person_id, *row in cursor.fetchall():
            cases.setdefault(person_id, []).append(WorkRow(*(*row[:-1], tuple(row[-1]))))
    return tuple(Found(each.person_id, each.name, row) for each in meant for row in cases.get(each.person_id, ()))[
        :MOST
    ]


def _of_actor(by: Actor) -> dict[str, Any]:
    return {
        "teams": list(by.teams_for(Permission.SEE_CASES)),
        "grantees": list(by.grantees_for(Permission.SEE_CASES)),
        "account": by.account_id,
    }


@as_the_house()  # hashes of everybody's names are run through; what is opened of them afterwards is the actor's own
def _candidates(told: dict[str, Any]) -> list[UUID]:
    """The people of cases that the actor may see who have the most telling tokens."""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, told)
        return [row[0] for row in cursor.fetchall()]
