"""Reading files, for a room or page that has itself asked who may see the draft or the referral they are with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from opennrm.audit.asking import as_the_house
from opennrm.evidence.kinds import KINDS, Kind
from opennrm.evidence.models import Copy, File, Piece
from opennrm.evidence.quotas import Held
from opennrm.partners.access import NotYours
from opennrm.vault.refusing import Tampered

A_DAY = timedelta(hours=24)
PIECES_AT_ONCE = 16
"""Pieces that are opened together: as the database sends them they take four times their size."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as a page shows it; `have`: how many of its bytes are here; `pages`: how many copies can be looked at."""

    id: UUID
    name: str
    kind: Kind
    size: int
    sha256: str
    finished_at: datetime | None
    sent_by: str
    scan: str
    copy: str
    have: int
    pages: int


@dataclass(frozen=True, slots=True)
class CopyRead:
    """A copy: png (a page), docx, txt (the words of a document) or mp3, and its bytes."""

    kind: str
    content: bytes


def files_with(draft_id: UUID) -> list[FileRead]:
    """The files with a draft, or with the referral that it became, in the order in which they came."""
    return _read(File.objects.filter(draft_id=draft_id).order_by("begun_at", "id"))


def file_with(draft_id: UUID, file_id: UUID) -> FileRead:
    """One of them. Raises `NotYours` if it is not with this draft."""
    found = _read(File.objects.filter(draft_id=draft_id, id=file_id))
    if not found:
        raise NotYours
    return found[0]


def original_of(draft_id: UUID, file_id: UUID) -> bytes:
    """The bytes of a whole file. Raises `NotYours`; `Tampered` if they are not those that were sent."""
    row = File.objects.filter(draft_id=draft_id, id=file_id, finished_at__isnull=False).first()
    if row is None:
        raise NotYours
    content = content_of(file_id)
    if sha256_of(content) != row.sha256:
        raise Tampered("The bytes of this file are not those that were sent.")
    return content


def copy_of(draft_id: UUID, file_id: UUID, number: int) -> CopyRead:
    """A copy to look at. Raises `NotYours` if there is none."""
    row = Copy.objects.filter(file__draft_id=draft_id, file_id=file_id, number=number).first()
    if row is None:
        raise NotYours
    return CopyRead(row.kind, row.content)


def copies_of(draft_id: UUID, file_id: UUID) -> list[CopyRead]:
    """All copies of a file, page after page; none where there is none."""
    rows = Copy.objects.filter(file__draft_id=draft_id, file_id=file_id).order_by("number")
    return [CopyRead(*row) for row in rows.values_list("kind", "content")]


def content_of(file_id: UUID) -> bytes:
    """What is here of a file, its pieces in order."""
    rows, parts, have = Piece.objects.filter(file_id=file_id).order_by("first_byte"), [], 0
    while batch := list(rows.filter(first_byte__gte=have).values_list("content", flat=True)[:PIECES_AT_ONCE]):
        parts += batch
        have += sum(map(len, batch))
    return b"".join(parts)


def sha256_of(content: bytes) -> str:
    """By what the bytes of a file are known: a browser makes the same of them."""
    return hashlib.sha256(content).hexdigest()


def have_of(file_id: UUID) -> int:
    """How many bytes of a file are here."""
    return Piece.objects.filter(file_id=file_id).aggregate(have=Sum("length"))["have"] or 0


def held_with(draft_id: UUID) -> Held:
    """How much there is with a draft, begun files counted whole."""
    return _held(File.objects.filter(draft_id=draft_id))


@as_the_house()  # how many files an organisation sent in a day, and how large: two numbers
def held_today(organisation_id: UUID, at: datetime) -> Held:
    """How much an organisation has sent within a day."""
    return _held(File.objects.filter(organisation_id=organisation_id, begun_at__gt=at - A_DAY))


@as_the_house()  # one moment, for whoever runs the house
def not_scanned_since() -> datetime | None:
    """Since when the file has waited that waits longest for the scanner."""
    rows = files_here().filter(scan="not_scanned").order_by("finished_at")
    return rows.values_list("finished_at", flat=True).first()


@as_the_house()  # is there one: for whoever runs the house
def lacks_sandbox() -> bool:
    """Does a file wait for a copy that only a sandbox may make?"""
    return files_here().filter(copy="no_sandbox").exists()


@as_the_house()  # is there one: for whoever runs the house
def lacks_program() -> bool:
    """Does a file wait for a copy that needs a program which is not installed?"""
    return files_here().filter(copy="no_program").exists()


def files_here() -> QuerySet[File]:
    """The files that are whole and whose bytes are here: those of a record that was erased are not."""
    bytes_here = Piece.objects.filter(file_id=OuterRef("id"))
    return File.objects.filter(Exists(bytes_here), finished_at__isnull=False)


def _held(rows: QuerySet[File]) -> Held:
    told: dict[str, Any] = rows.aggregate(files=Count("id"), size=Sum("size"))
    return Held(told["files"], told["size"] or 0)


def _read(rows: QuerySet[File]) -> list[FileRead]:
    found = list(rows.select_related("begun_by"))
    have = _numbers(Piece, found, Sum("length"))
    pages = _numbers(Copy, found, Count("id"))
    return [
        FileRead(
            id=row.id,
            name=row.name,
            kind=KINDS[row.kind],
            size=row.size,
            sha256=row.sha256,
            finished_at=row.finished_at,
            sent_by=row.begun_by.name,
            scan=row.scan,
            copy=row.copy,
            have=have.get(row.id, 0),
            pages=pages.get(row.id, 0),
        )
        for row in found
    ]


def _numbers(table: Any, files: Iterable[File], number: Any) -> dict[UUID, int]:
    rows = table.objects.filter(file_id__in=[each.id for each in files]).values_list("file_id")
    return dict(rows.annotate(number=number).order_by())
