"""Work lists: what waits for a team, by its clocks. One statement a list, and no name of a person referred in any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from opennrm.cases.models import NO_DAY
from opennrm.mechanism.vocabulary import Nation, ReferralKind
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission

PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What a work list is narrowed to; what is left empty narrows nothing.

    `holders` are those who hold the case, `unallocated` is nobody. With days of receipt the list is in their order.
    """

    team: UUID | None = None
    kind: str = ""
    nation: str = ""
    flag: str = ""
    holders: tuple[UUID, ...] = ()
    unallocated: bool = False
    due_until: date | None = None
    received_from: date | None = None
    received_until: date | None = None

    @property
    def by_receipt(self) -> bool:
        """Is the list in the order in which cases were received?"""
        return self.received_from is not None or self.received_until is not None


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
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkList:
    """One page of a work list. `after` is where the next page begins, None on the last."""

    rows: tuple[WorkRow, ...]
    after: str | None


EVERYTHING = Asked()
BY_CLOCK = "COALESCE(c.due_on, '9999-12-31'::date)"
BY_RECEIPT = "c.received_on"

# Walks an index that begins with what is asked for and goes on in the order of the list: once for each team (or
# holder) and stage, stopping after a page of each, so that its cost does not grow with the table. Whether the actor may
# see a case is asked of the access rows; `OFFSET 0` keeps that a question of each row, and no join that reads them all.
WORK_LIST = """
SELECT c.reference, c.stage, c.kind, c.nation, c.received_on, c.due_on, a.name, c.owner_id,
    ARRAY(SELECT f.flag FROM cases_flag f WHERE f.case_id = c.id AND f.lowered_at IS NULL ORDER BY f.id)
FROM {walks} CROSS JOIN LATERAL (
    SELECT * FROM cases_case c
    WHERE {narrowed} AND ({order}, c.reference) > (%(place)s::date, %(reference)s)
      AND EXISTS (
          SELECT 1 FROM cases_access x
          WHERE x.case_id = c.id AND x.grantee = ANY(%(grantees)s) AND x.until_at IS NULL
            AND (NOT c.restricted OR x.grantee = %(account)s)
          OFFSET 0
      )
    ORDER BY {order}, c.reference
    LIMIT %(limit)s
) c
LEFT JOIN partners_account a ON a.id = c.owner_id
ORDER BY {order}, c.reference
LIMIT %(limit)s
"""
EACH_STAGE = "unnest(%(stages)s::text[]) AS at_stage(name)"
EACH_TEAM = "unnest(%(teams)s::uuid[]) AS team(id)"
EACH_HOLDER = "unnest(%(holders)s::uuid[]) AS holder(id)"
EACH_KIND = "unnest(%(kinds)s::text[]) AS kind(name)"
EACH_NATION = "unnest(%(nations)s::text[]) AS nation(name)"
FLAGGED = "EXISTS (SELECT 1 FROM cases_flag f WHERE f.case_id = c.id AND f.flag = %(flag)s AND f.lowered_at IS NULL)"


def work_list(
    actor: Actor, stages: tuple[str, ...], asked: Asked = EVERYTHING, *, after: str | None = None
) -> WorkList:
    """The cases of the actor's teams that stand at one of these stages, the most pressing first, a page at a time.

    `after` is what an earlier page gave; anything else is read as the beginning.
    """
    teams = [team for team in actor.teams_for(Permission.SEE_CASES) if asked.team in (None, team)]
    place, reference = _read_after(after)
    told: dict[str, Any] = {
        "teams": teams,
        "stages": list(stages),
        "holders": list(asked.holders),
        "kinds": [asked.kind] if asked.kind else [each.value for each in ReferralKind],
        "nations": [asked.nation] if asked.nation else [each.value for each in Nation],
        "flag": asked.flag,
        "due_until": asked.due_until,
        "received_from": asked.received_from,
        "received_until": asked.received_until,
        "grantees": list(actor.grantees_for(Permission.SEE_CASES)),
        "account": actor.account_id,
        "place": place,
        "reference": reference,
        "limit": PAGE + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(_statement(asked), told)
        rows = tuple(WorkRow(*(*row[:-1], tuple(row[-1]))) for row in cursor.fetchall())
    if len(rows) <= PAGE:
        return WorkList(rows, None)
    last = rows[PAGE - 1]
    place_after = last.received_on if asked.by_receipt else last.due_on or NO_DAY
    return WorkList(rows[:PAGE], f"{place_after.isoformat()}~{last.reference}")


def _statement(asked: Asked) -> str:
    walks, narrowed = [EACH_STAGE], ["c.stage = at_stage.name"]
    if asked.holders:
        walks.append(EACH_HOLDER)
        narrowed += ["c.owner_id = holder.id", "c.owner_team_id = ANY(%(teams)s)"]
    else:
        walks.append(EACH_TEAM)
        narrowed.append("c.owner_team_id = team.id")
    if asked.kind or asked.nation:
        walks += [EACH_KIND, EACH_NATION]
        narrowed += ["c.kind = kind.name", "c.nation = nation.name"]
    conditions = (
        (asked.unallocated, "c.owner_id IS NULL"),
        (asked.flag, FLAGGED),
        (asked.due_until, f"{BY_CLOCK} <= %(due_until)s"),
        (asked.received_from, "c.received_on >= %(received_from)s"),
        (asked.received_until, "c.received_on <= %(received_until)s"),
    )
    narrowed += [condition for wanted, condition in conditions if wanted]
    order = BY_RECEIPT if asked.by_receipt else BY_CLOCK
    return WORK_LIST.format(walks=" CROSS JOIN ".join(walks), narrowed=" AND ".join(narrowed), order=order)


def _read_after(after: str | None) -> tuple[str, str]:
    place, _, reference = (after or "").partition("~")
    try:
        return date.fromisoformat(place).isoformat(), reference
    except ValueError:
        return "-infinity", ""
