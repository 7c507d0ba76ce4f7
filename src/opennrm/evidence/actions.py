"""Taking a file in pieces, so that it goes on after a break; taking one whole; removing one from a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.evidence.contents import refusal_of_content
from opennrm.evidence.kinds import FIELD, KINDS, kind_by_name, refusal_of_kind, refusal_of_name
from opennrm.evidence.models import File, Piece
from opennrm.evidence.queries import content_of, have_of, held_today, held_with, sha256_of
from opennrm.evidence.quotas import PIECE, refusal_of_quota, refusal_of_size
from opennrm.mechanism.events import FileAdded, FileRemoved, FileSentLater
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours, refusal_to_act
from opennrm.partners.roles import Permission
from opennrm.referrals.adding import lock_draft, lock_sent
from opennrm.vault.hashes import keyed_hash

NO_HASH = Refusal(
    "no_hash", "The browser did not tell what the file holds. Load this page again and choose it again.", "house", FIELD
)
OTHER_BYTES = Refusal(
    "other_bytes", "The file changed while it was sent, or not all of it arrived. Choose it again.", "house", FIELD
)
NO_PIECE = Refusal(
    "no_piece", "No bytes of the file arrived. Load this page again and choose the file again.", "house", FIELD
)


@dataclass(frozen=True, slots=True)
class With:
    """With what a file goes: a draft, or a referral that was sent."""

    draft_id: UUID | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """How far the sending of a file is: its id, how many bytes of it are here, and whether it is whole and taken."""

    id: UUID
    have: int
    finished: bool


class OutOfOrder(Exception):
    """A piece that does not follow what is here; `have` says from which byte on to send."""

    def __init__(self, have: int) -> None:
        super().__init__("a piece does not follow")
        self.have = have


def begin_file(to: With, *, name: str, size: int, sha256: str, by: Actor, at: datetime) -> Sending:
    """Announce a file, or go on with one that was begun and broken off: the same bytes are the same file.

    Raises `NotYours`; `Refused` naming the file, for its name, its size or what there is already.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    refuse_if(refusal_of_name(name) or refusal_of_size(size) or _refusal_of_hash(sha256))
    with command():
        draft_id = _locked(to, by, at)
        return _begun(draft_id, name, size, sha256, by, at)


def add_piece(to: With, file_id: UUID, *, first_byte: int, content: bytes, by: Actor, at: datetime) -> Sending:
    """Keep the next piece; with the last one the file is looked at and taken, or refused and removed.

    Raises `NotYours`; `OutOfOrder` with how much is here; `Refused` naming the file.
    """
    with command():
        sending, refusal = keep_piece(to, file_id, first_byte=first_byte, content=content, by=by, at=at)
    refuse_if(refusal)  # after COMMIT: what was sent of it is gone
    return sending


def keep_piece(
    to: With, file_id: UUID, *, first_byte: int, content: bytes, by: Actor, at: datetime
) -> tuple[Sending, Refusal | None]:
    """The same within a command that goes on; with a refusal, to be raised after COMMIT, the file was removed."""
    refuse_if(refusal_to_act(by, Permission.REFER))
    if not content or len(content) > PIECE:
        raise Refused(NO_PIECE)
    draft_id = _locked(to, by, at)
    file = File.objects.select_for_update(of=("self",)).filter(draft_id=draft_id, id=file_id).first()
    if file is None:
        raise NotYours
    if file.finished_at is not None:
        return Sending(file.id, file.size, True), None
    have = have_of(file.id)
    if first_byte != have or have + len(content) > file.size:
        raise OutOfOrder(have)
    Piece.objects.create(file=file, first_byte=have, length=len(content), content=content)
    have += len(content)
    refusal = refusal_of_kind(file.name, content[:4096]) if first_byte == 0 else None
    if refusal is None and have == file.size:
        refusal = _finished(to, file, content_of(file.id), by, at)
    if refusal is not None:
        _remove(file)
    return Sending(file_id, have, have == file.size), refusal


def add_whole(to: With, *, name: str, content: bytes, by: Actor, at: datetime) -> Sending:
    """Take a file that came with a form. The same file sent twice is there once. Raises `NotYours` and `Refused`.

    One that was begun in pieces is finished with the rest, and looked at as it is kept here.
    """
    refuse_if(refusal_to_act(by, Permission.REFER))
    refuse_if(refusal_of_name(name) or refusal_of_size(len(content)) or refusal_of_kind(name, content[:4096]))
    with command():
        draft_id = _locked(to, by, at)
        begun = _begun(draft_id, name, len(content), sha256_of(content), by, at)
        if begun.finished:
            return begun
        file = File.objects.get(id=begun.id)
        Piece.objects.bulk_create(
            Piece(file=file, first_byte=first, length=len(part), content=part)
            for first in range(begun.have, len(content), PIECE)
            for part in (content[first : first + PIECE],)
        )
        refusal = _finished(to, file, content_of(file.id), by, at)
        if refusal is not None:
            _remove(file)
    refuse_if(refusal)  # after COMMIT: what was sent of it is gone
    return Sending(begun.id, len(content), True)


def remove_file(draft_id: UUID, file_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take a file out of a draft, with all its bytes; what was sent stays. Raises `NotYours` and `Refused`."""
    refuse_if(refusal_to_act(by, Permission.REFER))
    with command():
        lock_draft(draft_id, by=by)
        file = File.objects.filter(draft_id=draft_id, id=file_id).first()
        if file is None:
            raise NotYours
        _remove(file)
        if file.finished_at is not None:
            announce(FileRemoved(subject=str(draft_id), file=str(file_id)), at=at, by=by.account_id)


def _locked(to: With, by: Actor, at: datetime) -> UUID:
    if to.draft_id is not None:
        lock_draft(to.draft_id, by=by)
        return to.draft_id
    return lock_sent(to.reference or "", by=by, at=at)


def _begun(draft_id: UUID, name: str, size: int, sha256: str, by: Actor, at: datetime) -> Sending:
    content_hash = keyed_hash("file", sha256)
    file = File.objects.filter(draft_id=draft_id, content_hash=content_hash, size=size).first()
    if file is not None:
        return Sending(file.id, have_of(file.id), file.finished_at is not None)
    refuse_if(refusal_of_quota(size, held_with(draft_id), held_today(by.organisation_id, at)))
    kind = kind_by_name(name)
    assert kind is not None  # noqa: S101 - the rule about names refuses any other
    file = File.objects.create(
        draft_id=draft_id,
        organisation_id=by.organisation_id,
        name=name,
        kind=kind.key,
        size=size,
        sha256=sha256,
        content_hash=content_hash,
        begun_at=at,
        begun_by_id=by.account_id,
    )
    return Sending(file.id, 0, False)


def _finished(to: With, file: File, content: bytes, by: Actor, at: datetime) -> Refusal | None:
    """Look at a file that is whole, and take it or say why not."""
    if sha256_of(content) != file.sha256:
        return OTHER_BYTES
    refusal = refusal_of_kind(file.name, content[:4096]) or refusal_of_content(KINDS[file.kind], content)
    if refusal is not None:
        return refusal
    file.finished_at, file.finished_by_id = at, by.account_id
    file.save(update_fields=["finished_at", "finished_by"])
    told = {"file": str(file.id), "file_kind": file.kind, "size": file.size, "content_hash": file.content_hash}
    if to.reference is None:
        announce(FileAdded(subject=str(to.draft_id), **told), at=at, by=by.account_id)  # type: ignore[arg-type]
    else:
        later = FileSentLater(subject=to.reference, case=to.reference, **told)  # type: ignore[arg-type]
        announce(later, at=at, by=by.account_id)
    return None


def _remove(file: File) -> None:
    File.objects.filter(id=file.id).delete()  # the database lets its pieces and copies go with it


def _refusal_of_hash(sha256: str) -> Refusal | None:
    return None if re.fullmatch("[0-9a-f]{64}", sha256) else NO_HASH
