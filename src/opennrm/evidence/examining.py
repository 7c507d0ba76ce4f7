"""What is done with files after they were taken, beside the pages: scanned first, then copied in the sandbox.

A scanner that is away keeps nothing from being received; the files wait, and nobody opens one until it answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from opennrm.audit.record import announce, command
from opennrm.evidence.models import WAITING, Copy, File
from opennrm.evidence.queries import content_of, files_here
from opennrm.evidence.sandbox import Drawn, NotDrawn, draw, is_there, kinds_without_program
from opennrm.evidence.scanning import NotScanned, ScannerAway, is_harmful
from opennrm.mechanism.events import FileScanned
from opennrm.referrals.adding import references_of
from opennrm.vault.refusing import CannotOpen

AT_ONCE = 5
"""Files of each kind of work between two looks at the mail."""
AGAIN = timedelta(hours=1)
"""After so long the scanner is asked again about a file that it could not scan."""
MOST_TRIES = 3

Scan = Callable[[bytes], bool]
Draw = Callable[[str, bytes], list[Drawn]]


@dataclass(frozen=True, slots=True)
class Examined:
    """How many files were scanned, how many got copies, and whether the scanner is away."""

    scanned: int = 0
    copied: int = 0
    scanner_away: bool = False


def examine_what_waits(at: datetime, scan: Scan = is_harmful, draws: Draw = draw) -> Examined:
    """Scan what is to be scanned, and make the copies of what may be looked at."""
    scanned, away = _scan_all(at, scan) if settings.CLAMD else (0, False)
    return Examined(scanned, _copy_all(draws), away)


def _scan_all(at: datetime, scan: Scan) -> tuple[int, bool]:
    waiting = files_here().filter(Q(scanned_at__isnull=True) | Q(scanned_at__lt=at - AGAIN))
    rows = waiting.filter(scan="not_scanned").order_by("finished_at")
    scanned = 0
    for file_id in list(rows.values_list("id", flat=True)[:AT_ONCE]):
        try:
            harmful = scan(content_of(file_id))
        except ScannerAway:
            return scanned, True
        except (NotScanned, CannotOpen):
            File.objects.filter(id=file_id).update(scanned_at=at)
        else:
            scanned += _keep_scan(file_id, "found" if harmful else "clean", at)
    return scanned, False


def _keep_scan(file_id: UUID, result: str, at: datetime) -> int:
    with command():
        row = File.objects.select_for_update(of=("self",)).filter(id=file_id, scan="not_scanned").first()
        if row is None:
            return 0
        row.scan, row.scanned_at = result, at
        row.save(update_fields=["scan", "scanned_at"])
        reference = references_of([row.draft_id]).get(row.draft_id)
        told = FileScanned(subject=reference or str(row.draft_id), case=reference, file=str(row.id), result=result)
        announce(told, at=at, by=None)
    return 1


def _copy_all(draws: Draw) -> int:
    rows = files_here().filter(copy__in=WAITING).order_by("finished_at")
    rows = rows.filter(scan="clean") if settings.CLAMD else rows.exclude(scan="found")
    here = rows.exclude(kind__in=kinds_without_program())
    found = list(here.values_list("id", "kind")[:AT_ONCE])
    if found and not is_there():
        File.objects.filter(copy="awaited", finished_at__isnull=False).update(copy="no_sandbox")
        return 0
    rows.filter(kind__in=kinds_without_program()).exclude(copy="no_program").update(copy="no_program")
    return sum(_copied(file_id, kind, draws) for file_id, kind in found)


def _copied(file_id: UUID, kind: str, draws: Draw) -> int:
    # Counted before it is tried: what takes the whole worker down with it is not tried for ever.
    tries = File.objects.values_list("tries", flat=True).get(id=file_id) + 1
    File.objects.filter(id=file_id).update(tries=tries, copy="awaited" if tries < MOST_TRIES else "failed")
    try:
        drawn = draws(kind, content_of(file_id))
    except (NotDrawn, CannotOpen):
        File.objects.filter(id=file_id).update(copy="failed")
        return 0
    with command():
        row = File.objects.select_for_update(of=("self",)).filter(id=file_id).first()
        if row is None or row.copy == "made":
            return 0
        Copy.objects.filter(file_id=file_id).delete()
        for number, each in enumerate(drawn, start=1):
            Copy.objects.create(file=row, number=number, kind=each.kind, content=each.content)
        row.copy = "made"
        row.save(update_fields=["copy"])
    return 1
