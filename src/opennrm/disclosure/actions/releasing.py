"""Releasing what somebody else put together, returning it, and taking the file out: each in the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length, refusal_of_text
from opennrm.disclosure.actions.preparing import end_letting_in, locked_disclosure
from opennrm.disclosure.leaving_files import CHANGED, bytes_of, holds_originals
from opennrm.disclosure.models import Disclosure
from opennrm.disclosure.packing import hash_of_file, packed
from opennrm.disclosure.queries import count_of_marks, letting_in_ended, who_marked
from opennrm.mechanism.disclosing import (
    DECIDED_AGAIN,
    MARKED_SINCE,
    DisclosureState,
    refusal_to_check,
    refusal_to_take,
)
from opennrm.mechanism.disclosing_files import refusal_of_originals
from opennrm.mechanism.events import DisclosureReleased, DisclosureReturned, DisclosureTaken
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor
from opennrm.partners.roles import Permission
from opennrm.vault.hashes import keyed_hash

NO_ANSWER = Refusal("no_answer", "Choose whether it may leave.", "house", "agreed")


class FileForm(StrEnum):
    """In which form a disclosure is taken out."""

    PDF = "pdf"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class DisclosureFile:
    """A file that leaves: its name (a reference and a number), what it is, its bytes, and its hash."""

    name: str
    content_type: str
    content: bytes
    file_hash: str


def release_disclosure(
    reference: str,
    disclosure_id: UUID,
    *,
    agreed: bool | None,
    remark: str,
    seen: str,
    by: Actor,
    at: datetime,
    originals: bool = False,
) -> None:
    """As second person, release a disclosure or return it saying why. From then on its file can be taken out.

    `seen` is the hash of what they read; `originals`, whether they agree that originals of files leave. Raises
    `NotYours`; `Refused` to whoever worked on it, before it was decided what is held back, where that was decided again
    after they read it, where something was marked since, and where originals leave and they did not agree to that.
    """
    if agreed is None:
        raise Refused(NO_ANSWER)
    refuse_if(
        refusal_of_length(remark, "remark")
        if agreed
        else refusal_of_text(remark, "remark", "Write what must be looked at again.")
    )
    with command():
        row = locked_disclosure(reference, disclosure_id, needs=Permission.RELEASE_DISCLOSURES, by=by, at=at)
        worked = {str(row.prepared_by_id), str(row.decided_by_id), *row.worked_on, *who_marked(row.case_id)}
        refuse_if(refusal_to_check(DisclosureState(row.state), worked_on_it=worked, by=str(by.account_id)))
        if agreed and seen != row.content_hash:
            raise Refused(DECIDED_AGAIN)
        if agreed:
            refuse_if(refusal_of_originals(leave=holds_originals(row.content), agreed=originals))
        row.checked_at, row.checked_by_id, row.remark = at, by.account_id, remark.strip() or None
        if agreed:
            _release(row, reference, by=by, at=at)
        else:
            _return(row, reference, by=by, at=at)
        row.save(update_fields=CHECKED if agreed else RETURNED)


CHECKED = ("checked_at", "checked_by", "remark", "state", "file_hash")
RETURNED = (*CHECKED, "let_in_at", "let_in_by", "let_in_because", "content", "withheld")


def take_disclosure(
    reference: str, disclosure_id: UUID, *, form: str, by: Actor, at: datetime, because: str = "own_work"
) -> DisclosureFile:
    """The file of a released disclosure, made again from what was frozen; that it was taken out is recorded, and why
    the record was opened by whoever does not work on it.

    Raises `NotYours`; `Refused` before it was released, where it holds a notification that was taken out of the record
    since, and where the file is no longer the one that left.
    """
    with command():
        row = locked_disclosure(reference, disclosure_id, needs=Permission.PREPARE_DISCLOSURES, by=by, at=at)
        is_doubted = letting_in_ended(row.case_id, row.let_in_at)
        refuse_if(refusal_to_take(DisclosureState(row.state), holds_what_is_doubted=is_doubted))
        pdf, archive = _made(row)
        if hash_of_file(archive) != row.file_hash:
            raise Refused(CHANGED)
        content = pdf if form == FileForm.PDF else archive
        kind = FileForm.PDF if form == FileForm.PDF else FileForm.ZIP
        taken = DisclosureTaken(
            subject=reference,
            case=reference,
            disclosure=str(row.id),
            form=kind.value,
            file_hash=hash_of_file(content),
            because=because,
        )
        announce(taken, at=at, by=by.account_id)
        if row.taken_at is None:
            row.taken_at, row.taken_by_id = at, by.account_id
            row.save(update_fields=["taken_at", "taken_by"])
    name = f"{reference}-{row.number}.{kind.value}"
    return DisclosureFile(name, f"application/{kind.value}", content, taken.file_hash)


def _return(row: Disclosure, reference: str, *, by: Actor, at: datetime) -> None:
    row.state = DisclosureState.RETURNED.value
    if row.let_in_at is not None:
        row.content = row.withheld = None  # it may be of somebody else, and is not to be read any longer
    row.let_in_at = row.let_in_by_id = row.let_in_because = None
    # It may be just that which they doubt: whoever still knows it says so again.
    end_letting_in(reference, Disclosure.objects.filter(case_id=row.case_id), by=by, at=at)
    returned = DisclosureReturned(subject=reference, case=reference, disclosure=str(row.id))
    announce(returned, at=at, by=by.account_id)


def _release(row: Disclosure, reference: str, *, by: Actor, at: datetime) -> None:
    if count_of_marks(row.case_id) != row.marks_counted or row.content_hash != keyed_hash("disclosure", row.content):
        raise Refused(MARKED_SINCE)
    _pdf, archive = _made(row)
    row.file_hash = hash_of_file(archive)
    row.state = DisclosureState.RELEASED.value
    released = DisclosureReleased(
        subject=reference,
        case=reference,
        disclosure=str(row.id),
        purpose=row.purpose,
        basis=row.basis,
        recipient_hash=row.recipient_hash,
        file_hash=row.file_hash,
        originals=holds_originals(row.content),
    )
    announce(released, at=at, by=by.account_id)


def _made(row: Disclosure) -> tuple[bytes, bytes]:
    assert row.decided_at is not None  # noqa: S101 - nothing is frozen before that
    return packed(row.content, bytes_of(row.case.reference, row.content.get("files", ())), row.decided_at)
