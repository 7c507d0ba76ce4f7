"""Whether this installation can take and keep what it is sent, and what somebody should look at before it cannot."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error

from opennrm.audit.writing import take_a_write
from opennrm.evidence.queries import lacks_program, lacks_sandbox, not_scanned_since
from opennrm.notifications.how_long import since_when

FREE = 0.10
"""The share of the disk that has to be free."""
OUTBOX = timedelta(hours=1)
"""After so long something that waits to be sent is told of: mail is down, or nothing delivers."""
ANCHOR = timedelta(hours=24)
SCANNER = timedelta(minutes=15)
"""After so long a file that waits for the scanner is told of."""
AHEAD = timedelta(minutes=5)
"""No entry and no anchor is so far ahead of the clock: it went back."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was looked at: what is in order, and what somebody should look at although the pages work."""

    checks: dict[str, Any]
    wrong: tuple[str, ...]
    alerts: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Whether what people send can be kept."""
        return not self.wrong


def readiness(at: datetime) -> Readiness:
    """Look at the database (by writing to it), the disk, the outbox, the anchors and what files wait for, by `at`."""
    free = _free()
    checks: dict[str, Any] = {"disk_free": round(free, 3), "database": "writes"}
    wrong = () if free > FREE else ("disk_nearly_full",)
    try:
        take_a_write(at)
        since, unscanned = since_when(), not_scanned_since()
        undrawn, no_program = lacks_sandbox(), lacks_program()
    except Error:
        return Readiness(checks | {"database": "away"}, (*wrong, "database_away"), ())
    waiting, anchored, newest = since.waiting, since.anchored, since.entered
    scanner = "none" if not settings.CLAMD else "waited for" if unscanned else "in order"
    checks |= {"outbox_oldest": waiting, "anchored": anchored, "file_scanner": scanner}
    found = {
        "outbox_waits": waiting is not None and at - waiting > OUTBOX,
        "history_cannot_be_anchored": bool(since.trouble),
        "no_anchor_for_a_day": newest is not None and (anchored is None or at - anchored > ANCHOR),
        "files_wait_for_the_scanner": bool(settings.CLAMD) and unscanned is not None and at - unscanned > SCANNER,
        "no_sandbox_for_files": undrawn,
        "no_program_for_files": no_program,
        "clock_went_back": any(moment is not None and moment > at + AHEAD for moment in (anchored, newest)),
    }
    return Readiness(checks, wrong, tuple(alert for alert, is_so in found.items() if is_so))


def _free() -> float:
    """The smallest free share of the disks that matter: that of our files, and the database's where it is here."""
    return min(_free_at(folder) for folder in (settings.DATA, settings.DATABASE_FOLDER) if folder is not None)


def _free_at(folder: Path) -> float:
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return (
            1.0 if folder == settings.DATA else 0.0
        )  # the pages need no folder of their own; a named one must be seen
    return usage.free / usage.total
