"""Two houses side by side: a referral, its case and its letters, a draft and notifications of A's, and the same of B's.

What the tests of the wall count. Nobody of the one may see anything of the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from opennrm.audit.asking import NOBODY, Asking, asking
from opennrm.partners.access import Actor
from opennrm.referrals.models import Referral, SafeContact
from tests.behind import as_pages
from tests.factories import cases as made
from tests.factories import notifications

OTHER = "immigration-enforcement"


@dataclass(frozen=True)
class Side:
    """Whoever refers and whoever decides, and what is theirs."""

    referrer: Actor
    officer: Actor
    case: str
    draft: UUID
    anonymous: str
    named: str


def side(team_name: str) -> Side:
    """One of the two: its case belongs to a team of its own."""
    team = made.authority_team(team_name)
    referrer = made.referrer()
    reference = made.referred(referrer)
    officer = made.officer("caseworker", in_team=team)
    _give_to_team(reference, team.id)
    made.decided(reference, "positive", by=officer)
    return Side(
        referrer=referrer,
        officer=officer,
        case=reference,
        draft=made.draft(referrer),
        anonymous=notifications.notified(referrer),
        named=notifications.notified(referrer, named=True),
    )


def _give_to_team(reference: str, team_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET owner_team_id = %s WHERE reference = %s", [team_id, reference])
        cursor.execute(
            "UPDATE cases_access SET grantee = %s WHERE case_id = (SELECT id FROM cases_case WHERE reference = %s)",
            [team_id, reference],
        )


def way_confirmed_later(whose: Side) -> None:
    """The authority confirms another way by which letters reach the person of its case."""
    SafeContact.objects.create(
        person_id=Referral.objects.values_list("person_id", flat=True).get(reference=whose.case),
        audience="person",
        channel="post",
        addressee="Where they sleep now",
        lines=["2 New Street"],
        confirmed_safe=True,
        recorded_at=timezone.now(),
        recorded_by_id=whose.officer.account_id,
    )


@contextmanager
def seen_by(actor: Actor | None, at: datetime | None = None) -> Iterator[None]:
    """Whoever reads the database in it is the pages' role, with this actor asking, or nobody."""
    who = NOBODY if actor is None else Asking(actor.grantees, at or timezone.now())
    with as_pages(), asking(who):
        yield


def count(table: str) -> int:
    """How many rows of a table can be seen now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name of ours
        return int(cursor.fetchone()[0])


def readable() -> list[str]:
    """Those of the tables with row-level security that the pages may read at all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t FROM unnest(%s::text[]) t WHERE has_table_privilege(%s, t::regclass, 'SELECT')",
            [walled(), settings.WEB_ROLE],
        )
        return [name for (name,) in cursor.fetchall()]


def walled() -> list[str]:
    """The tables with row-level security."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]
