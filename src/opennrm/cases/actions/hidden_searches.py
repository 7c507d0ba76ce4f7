"""Telling who minds a restricted case that somebody off its list searched for its person; done by the worker.

Never by the search itself: what it did more where a case is hidden, whoever searches could tell by the time it takes.
So every search is kept alike, sealed, and compared and removed within seconds by somebody else.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection

from opennrm.audit.record import announce, command
from opennrm.cases.models import Search
from opennrm.cases.one_by_one import Failed, one_by_one
from opennrm.mechanism.events import HiddenPersonSearched
from opennrm.mechanism.need_to_know import LISTED
from opennrm.partners.access import Actor
from opennrm.referrals.names import ALIKE
from opennrm.referrals.searching import Typed, opened, read_typed, wanted
from opennrm.vault.erasing import forget

COMPARED = 200
"""How many people of restricted cases are opened and compared for one search."""

# Restricted cases are few, so they are gone through by themselves. One that was restricted after the search was there
# for whoever searched, and nobody on a list minded yet.
HIDDEN = f"""
SELECT c.person_id, c.reference FROM cases_case c
JOIN partners_team t ON t.id = c.owner_team_id
WHERE c.restricted AND t.organisation_id = %(home)s
  AND EXISTS (
      SELECT 1 FROM referrals_search_token k WHERE k.person_id = c.person_id AND k.token = ANY(%(tokens)s::bigint[])
  )
  AND EXISTS (
      SELECT 1 FROM cases_access x WHERE x.case_id = c.id AND x.because = ANY(%(listed)s) AND x.from_at <= %(at)s
  )
  AND NOT EXISTS (
      SELECT 1 FROM cases_access x WHERE x.case_id = c.id AND x.grantee = %(account)s
        AND x.from_at <= %(at)s AND (x.until_at IS NULL OR x.until_at > %(at)s)
  )
ORDER BY c.reference LIMIT {COMPARED}
"""  # noqa: S608 - made of the constant above


def keep_search(typed: str, *, by: Actor, at: datetime) -> None:
    """Keep what was typed, sealed, until the worker has compared it; inside the command of the search."""
    Search.objects.create(
        typed=typed,
        home_id=by.organisation_id,
        searched_at=at,
        searched_by_id=by.account_id,
    )


def tell_of_searches(at: datetime, failed: Failed | None = None) -> int:
    """Hold every search that waits against the restricted cases, tell who minds those it meant, and remove it.

    Gives how many were compared; one that cannot be, or be opened, is named in `failed` and stays until it can: nobody
    is to find out less because a key was missing for a while. Several may call it at once.
    """
    waiting = Search.objects.order_by("searched_at").values_list("id", flat=True)
    return one_by_one(((str(each), partial(_tell_of, each, at)) for each in list(waiting)), failed)


def _tell_of(search_id: UUID, at: datetime) -> int:
    with command():
        search = Search.objects.select_for_update(skip_locked=True).filter(id=search_id).first()
        if search is None:
            return 0  # another is at it, or was
        for reference in _hidden_cases(search):
            told = HiddenPersonSearched(subject=reference, case=reference, searched_at=search.searched_at)
            announce(told, at=at, by=search.searched_by_id)
        Search.objects.filter(id=search_id).delete()
        forget(search_id)
    return 1


def _hidden_cases(search: Search) -> list[str]:
    """The restricted cases whose person was meant, and on whose list whoever searched is not."""
    meant = read_typed(search.typed)
    with connection.cursor() as cursor:
        cursor.execute(HIDDEN, _told(search, meant))
        hidden: list[tuple[UUID, str]] = cursor.fetchall()
    people = {each.person_id for each in opened([person_id for person_id, _ in hidden], meant, ALIKE)}
    return [reference for person_id, reference in hidden if person_id in people]


def _told(search: Search, meant: Typed) -> dict[str, Any]:
    return {
        "tokens": list(wanted(meant)),
        "home": search.home_id,
        "listed": [each.value for each in LISTED],
        "account": search.searched_by_id,
        "at": search.searched_at,
    }
