"""How many people's records an account opens within an hour, and how often it searches for people in it.

Counted in one row of the account, so that it holds across workers.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from opennrm.audit.asking import as_the_house
from opennrm.audit.once import once, remember
from opennrm.audit.queries import latest_of_kind
from opennrm.audit.record import announce, command
from opennrm.mechanism.events import OpeningsStopped, SearchesStopped
from opennrm.mechanism.need_to_know import Budget
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission

TOLD_FOR = timedelta(days=14)
LOOKED_AT = 200
STOPS: dict[type[OpeningsStopped | SearchesStopped], str] = {OpeningsStopped: "openings", SearchesStopped: "searches"}

# The row is locked as it is changed, and what another worker wrote meanwhile is what the change is made from: however
# many pages one account opens at once, each is counted. What lies further back than the budget looks is dropped.
COUNT = """
INSERT INTO partners_records_opened AS r (account_id, people, moments, searches)
VALUES (%(account)s, ARRAY[%(person)s]::uuid[], ARRAY[%(at)s]::timestamptz[], ARRAY[]::timestamptz[])
ON CONFLICT (account_id) DO UPDATE SET (people, moments) = (
    SELECT array_agg(person), array_agg(moment) FROM (
        SELECT person, max(moment) AS moment
        FROM unnest(r.people || %(person)s::uuid, r.moments || %(at)s::timestamptz) AS opened (person, moment)
        WHERE moment > %(since)s
        GROUP BY person
    ) AS kept
)
RETURNING cardinality(people)
"""
# A search that is stopped is not added: whoever was stopped can search again as the first of the hour falls out of it.
COUNT_SEARCH = """
INSERT INTO partners_records_opened AS r (account_id, people, moments, searches)
VALUES (%(account)s, ARRAY[]::uuid[], ARRAY[]::timestamptz[], ARRAY[%(at)s]::timestamptz[])
ON CONFLICT (account_id) DO UPDATE SET searches =
    array(SELECT each FROM unnest(r.searches) each WHERE each > %(since)s) || %(at)s::timestamptz
WHERE (SELECT count(*) FROM unnest(r.searches) each WHERE each > %(since)s) < %(most)s
RETURNING cardinality(searches)
"""
HOLD = "SELECT 1 FROM partners_account WHERE id = %(account)s FOR NO KEY UPDATE"


def count_opening(account_id: UUID, person_id: UUID, *, budget: Budget, at: datetime) -> int:
    """Count that somebody opens a person's record; gives of how many people within the budget's time, this one too.

    It counts only if the transaction of the page commits: what was not shown was not opened.
    """
    told: dict[str, Any] = {"account": account_id, "person": person_id, "at": at, "since": at - budget.within}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, told)
        return int(cursor.fetchone()[0])


def count_search(account_id: UUID, *, budget: Budget, at: datetime) -> int:
    """Count that somebody searches for people; gives how often within the budget's time, this time too.

    One more than the budget's most where it is enough: such a search is not made, and not counted.
    """
    told: dict[str, Any] = {"account": account_id, "at": at, "since": at - budget.within, "most": budget.most}
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SEARCH, told)
        row = cursor.fetchone()
    return budget.most + 1 if row is None else int(row[0])


def one_at_a_time(account_id: UUID) -> None:
    """Let an account do what is counted one after the other, until the command ends."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, {"account": account_id})


def record_stop(
    actor: Actor, *, budget: Budget, at: datetime, kind: type[OpeningsStopped | SearchesStopped] = OpeningsStopped
) -> None:
    """Keep that somebody was stopped, once an hour; their administrators are told."""
    with command():
        token = f"{STOPS[kind]}-stopped:{at:%Y-%m-%dT%H}"
        if once(who=actor.account_id, token=token, body={}, at=at) is not None:
            return
        told = kind(subject=str(actor.account_id), organisation=actor.organisation_slug, most=budget.most)
        announce(told, at=at, by=actor.account_id)
        remember(who=actor.account_id, token=token, result="stopped")


@as_the_house()  # who was stopped, for their administrator: accounts and moments
def stopped_lately(actor: Actor, *, at: datetime) -> list[tuple[UUID, datetime]]:
    """Who of the actor's organisation was stopped within the last days, and when; the newest first.

    Raises `NotYours` without the permission to invite.
    """
    if refusal_to_act(actor, Permission.INVITE) is not None:
        raise NotYours
    found = [event for kind in STOPS for event in latest_of_kind(kind.__name__, LOOKED_AT)]
    return [
        (UUID(event.subject), event.at)
        for event in sorted(found, key=lambda event: event.seq, reverse=True)
        if event.facts["organisation"] == actor.organisation_slug and event.at > at - TOLD_FOR
    ]
