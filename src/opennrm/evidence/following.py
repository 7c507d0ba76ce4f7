"""What follows for files: they go with their referral when it is sent, and their bytes when it is erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.evidence.models import Copy, File, Piece
from opennrm.mechanism.events import Event, FileSent
from opennrm.referrals.adding import draft_of

UNFINISHED = timedelta(days=2)
"""After so long a file goes whose pieces did not all come. Our own bound."""


def send_files(event: Event, at: datetime, by: UUID | None) -> None:
    """A referral was sent: the history of its case tells of each file with it. One still on its way may go on."""
    for file in File.objects.filter(draft_id=draft_of(event.subject), finished_at__isnull=False).order_by("begun_at"):
        sent = FileSent(
            subject=event.subject,
            case=event.subject,
            file=str(file.id),
            file_kind=file.kind,
            size=file.size,
            content_hash=file.content_hash,
        )
        announce(sent, at=at, by=by)


def erase_bytes(event: Event, at: datetime, by: UUID | None) -> None:
    """The keys of a record were erased: the sealed bytes of its files, which nobody can open now, go as well."""
    files = File.objects.filter(draft_id=draft_of(event.subject)).values("id")
    for table in (Copy, Piece):
        table._default_manager.filter(file_id__in=files).delete()


def remove_unfinished(at: datetime) -> int:
    """Remove the files that nobody went on sending; gives how many."""
    rows = File.objects.filter(finished_at__isnull=True, begun_at__lt=at - UNFINISHED)
    removed = 0
    for file_id in rows.order_by("begun_at").values_list("id", flat=True):
        with command():
            file = File.objects.select_for_update(of=("self",)).filter(id=file_id, finished_at__isnull=True).first()
            if file is not None:
                file.delete()
                removed += 1
    return removed
