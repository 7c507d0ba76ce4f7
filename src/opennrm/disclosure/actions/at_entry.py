"""Marking at entry: evidence and notes that must be held back are so from the moment they are there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from opennrm.audit.once import made_once
from opennrm.audit.record import command
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.notes import write_note
from opennrm.disclosure.actions.marking import mark_piece
from opennrm.mechanism.refusal import Refusal, Refused
from opennrm.partners.access import Actor

NO_MARK = ""
ONLY_WITH_A_MARK = Refusal("about_without_mark", "Choose also why it must be held back.", "own", "mark")


def add_marked_evidence(
    reference: str, *, kind: str, text: str, source: str, mark: str, about: str, by: Actor, at: datetime, token: str
) -> None:
    """Add evidence and mark the whole of it in one command; without a mark it is only added.

    Raises what adding and marking raise; then neither is done.
    """
    _refuse_about_alone(mark, about)
    with command():
        added = add_evidence(reference, kind=kind, text=text, source=source, by=by, at=at, token=token)
        if added is not None and mark != NO_MARK:
            mark_piece(reference, f"evidence:{added}", mark=mark, whole=True, about=about, by=by, at=at)


def write_marked_note(
    reference: str,
    *,
    text: str,
    visibility: str,
    mentioned: Collection[UUID],
    mark: str,
    about: str,
    by: Actor,
    at: datetime,
    token: str | None = None,
) -> UUID:
    """Write a note and mark the whole of it in one command; without a mark it is only written. Gives its id.

    Sent again with the same `token` of a form, both are done once.
    """
    _refuse_about_alone(mark, about)
    body = {
        "text": text,
        "visibility": visibility,
        "mentioned": sorted(map(str, mentioned)),
        "mark": mark,
        "about": about,
    }

    def written() -> UUID:
        note = write_note(reference, text=text, visibility=visibility, mentioned=mentioned, by=by, at=at)
        if mark != NO_MARK:
            mark_piece(reference, f"note:{note}", mark=mark, whole=True, about=about, by=by, at=at)
        return note

    with command():
        # The one token is claimed once for both, before the case is locked: never again while it is.
        claim = token and f"note:{reference}:{token}"
        return made_once(written, who=by.account_id, token=claim, body=body, at=at)


def _refuse_about_alone(mark: str, about: str) -> None:
    if about.strip() and mark == NO_MARK:
        raise Refused(ONLY_WITH_A_MARK)
