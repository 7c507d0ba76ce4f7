"""Whether the database takes a write, seen by writing: a disk that is full and a copy that only reads both say no."""

from __future__ import annotations

from datetime import datetime

from opennrm.audit.models import LastWrite


def take_a_write(at: datetime) -> None:
    """Write the one row that is there for it, and let the database put that on its disk.

    Raises Django's `Error` where the database is away, is full, or only reads.
    """
    one = LastWrite(id=1, at=at)
    LastWrite.objects.bulk_create([one], update_conflicts=True, update_fields=["at"], unique_fields=["id"])
