"""Drafts that nobody went on with: after their days they go, with every answer in them and their key."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from opennrm.audit.record import announce, command
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.events import DraftDiscarded
from opennrm.referrals.models import Draft
from opennrm.vault.erasing import forget

LEAST_TIME = """
SELECT id FROM referrals_draft WHERE id = %s AND sent_at IS NULL AND expires_on < %s FOR UPDATE SKIP LOCKED
"""


WITHOUT_KEY = """
SELECT d.id FROM referrals_draft d WHERE d.sent_at IS NULL AND NOT EXISTS (SELECT FROM vault_key k WHERE k.id = d.id)
ORDER BY d.id
"""


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
