"""Drafts that nobody went on with: after their days they go, with every answer in them and their key."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from opennrm.audit.record import announce, command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import DraftDiscarded, DraftExpiryNear, Event
from opennrm.notifications.actions import tell_of_work
from opennrm.partners.directory import people_in_team
from opennrm.partners.roles import Permission
from opennrm.referrals.models import Draft
from opennrm.vault.erasing import forget

NOT_WARNED = """
SELECT expires_on FROM referrals_draft WHERE id = %s AND sent_at IS NULL AND warned_on IS NULL
    AND expires_on BETWEEN %s AND %s FOR UPDATE SKIP LOCKED
"""
LEAST_TIME = """
SELECT id FROM referrals_draft WHERE id = %s AND sent_at IS NULL AND expires_on < %s FOR UPDATE SKIP LOCKED
"""


WITHOUT_KEY = """
SELECT d.id FROM referrals_draft d WHERE d.sent_at IS NULL AND NOT EXISTS (SELECT FROM vault_key k WHERE k.id = d.id)
ORDER BY d.id
"""


def warned_from(expires_on: date) -> date:
    """The day from which the people of a draft are told that it will go."""
    return expires_on - timedelta(days=settings.DRAFT_DAYS - settings.DRAFT_WARNING_DAY)


def drafts_to_warn_of(at: datetime) -> list[str]:
    """The ids of the unsent drafts that will soon go, and of which nobody was told since they were saved last."""
    rows = Draft.objects.filter(sent_at__isnull=True, warned_on__isnull=True, expires_on__range=_soon(at))
    return [str(id_) for id_ in rows.order_by("expires_on", "id").values_list("id", flat=True)]


def warn_of_expiry(draft_id: str, *, at: datetime) -> int:
    """Tell of one of them, once, unless somebody went on with it or sent it meanwhile; gives of how many was told."""
    with command(), connection.cursor() as cursor:
        cursor.execute(NOT_WARNED, [draft_id, *_soon(at)])
        row = cursor.fetchone()
        if row is None:
            return 0
        cursor.execute("UPDATE referrals_draft SET warned_on = %s WHERE id = %s", [legal_day(at), draft_id])
        announce(DraftExpiryNear(subject=draft_id, expires_on=row[0]), at=at, by=None)
    return 1


def tell_those_who_write(event: Event, at: datetime, by: UUID | None) -> None:
    """A draft will soon go: tell whoever goes on with it; where nobody does, or they left the team, all who could."""
    columns = ("held_by_id", "shared_with", "started_by_id")
    held_by, shared_with, started_by = Draft.objects.values_list(*columns).get(id=event.subject)
    team = {each.id for each in people_in_team(shared_with, Permission.REFER, at)} or {started_by}
    tell_of_work({held_by} & team or team, at=at)


def _soon(at: datetime) -> tuple[date, date]:
    """The days of expiry of which it is told on this day: none that has gone by."""
    today = legal_day(at)
    return today, today + timedelta(days=settings.DRAFT_DAYS - settings.DRAFT_WARNING_DAY)


def expired_drafts(at: datetime) -> list[str]:
    """The ids of the unsent drafts whose days are over, the oldest first."""
    rows = Draft.objects.filter(sent_at__isnull=True, expires_on__lt=legal_day(at)).order_by("expires_on", "id")
    return [str(id_) for id_ in rows.values_list("id", flat=True)]


def discard_expired(draft_id: str, *, at: datetime) -> int:
    """Remove one of them, unless somebody went on with it or sent it meanwhile; gives how many went."""
    with command(), connection.cursor() as cursor:
        cursor.execute(LEAST_TIME, [draft_id, legal_day(at)])
        row = cursor.fetchone()
        if row is None:
            return 0
        Draft.objects.filter(id=row[0]).delete()
        forget(row[0])
        announce(DraftDiscarded(subject=draft_id), at=at, by=None)
    return 1


def discard_without_key(*, at: datetime) -> int:
    """In a database restored from a backup: remove the drafts that were discarded since; gives how many those were."""
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_KEY)
        gone = [draft_id for (draft_id,) in cursor.fetchall()]
    for draft_id in gone:
        with command(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM referrals_draft WHERE id = %s", [draft_id])  # its answers open no more
            announce(DraftDiscarded(subject=str(draft_id)), at=at, by=None)
    return len(gone)
