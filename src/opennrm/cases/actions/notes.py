"""Notes of a case: written for the team, for those who decide or for oneself, and naming colleagues who are told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from opennrm.audit.once import made_once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_text
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.models import Mention, Note
from opennrm.cases.notes import Visibility, readers_of
from opennrm.mechanism.events import ColleagueMentioned, MentionRead, NoteWritten
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.directory import Colleague
from opennrm.partners.roles import Permission
from opennrm.vault.hashes import keyed_hash

EMPTY = "Write what the note says."
NOBODY_ELSE = "Nobody else can read a note that is for you alone. Take the mention out, or let the team read it."
NOT_A_READER = "Choose somebody who works in the team that holds the case, and who can read this note."


def hash_of_note(text: str, visibility: str) -> str:
    """The keyed hash by which row and event know what a note says, and to whom."""
    return keyed_hash("note", [text, visibility])


def write_note(
    reference: str,
    *,
    text: str,
    visibility: str,
    mentioned: Collection[UUID],
    by: Actor,
    at: datetime,
    token: str | None = None,
) -> UUID:
    """Write a note; gives its id. Whoever is `mentioned`, or named in the text after an @, is told that there is work.

    Raises `NotYours`; `Refused` naming the field, also where somebody is mentioned who could not read the note.
    Sent again with the same `token` of a form, it is written once.
    """
    refuse_if(refusal_of_text(text, "text", EMPTY))
    if visibility not in set(Visibility):
        raise Refused(Refusal("no_visibility", "Choose who can read the note.", "house", "visibility"))
    body = {"text": text, "visibility": visibility, "mentioned": sorted(map(str, mentioned))}
    with command():
        return made_once(
            lambda: _written(reference, text, visibility, mentioned, by, at),
            who=by.account_id,
            token=token and f"note:{reference}:{token}",
            body=body,
            at=at,
        )


def _written(reference: str, text: str, visibility: str, mentioned: Collection[UUID], by: Actor, at: datetime) -> UUID:
    case = locked_case(reference, needs=Permission.WORK_ON_CASES, seen=None, by=by, at=at)
    readers = readers_of(case, Visibility.TEAM, at)
    wanted = (set(mentioned) | named_in(text, readers)) - {by.account_id}
    _refuse_mentions(wanted, visibility, {each.id for each in readers_of(case, visibility, at)})
    note = Note.objects.create(
        case=case,
        text=text,
        text_hash=hash_of_note(text, visibility),
        visibility=visibility,
        written_at=at,
        written_by_id=by.account_id,
    )
    about = {"subject": reference, "case": reference, "note": str(note.id)}
    announce(NoteWritten(**about, visibility=visibility, text_hash=note.text_hash), at=at, by=by.account_id)
    for account in sorted(wanted):
        Mention.objects.create(note=note, account_id=account)
        announce(ColleagueMentioned(**about, to=str(account)), at=at, by=by.account_id)
    return note.id


def read_mention(mention_id: int, *, by: Actor, at: datetime) -> None:
    """Say that one has read where one was mentioned. Raises `NotYours` if one was not."""
    with command():
        mention = Mention.objects.select_for_update(of=("self",)).select_related("note__case").filter(
            id=mention_id, account_id=by.account_id
        ).first()  # fmt: skip
        if mention is None:
            raise NotYours
        if mention.read_at is None:
            mention.read_at = at
            mention.save(update_fields=["read_at"])
            reference = mention.note.case.reference
            event = MentionRead(subject=reference, case=reference, note=str(mention.note_id))
            announce(event, at=at, by=by.account_id)


def named_in(text: str, colleagues: Iterable[Colleague]) -> set[UUID]:
    """Whom a text names after an @, by their whole name; where two names begin alike, the longer one that fits."""
    ids: dict[str, set[UUID]] = {}
    for each in colleagues:
        ids.setdefault(each.name.casefold(), set()).add(each.id)
    names = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))
    found = re.findall(rf"@({names})(?!\w)", text.casefold()) if names else []
    return {id_ for name in found for id_ in ids[name]}


def _refuse_mentions(wanted: set[UUID], visibility: str, may_read: set[UUID]) -> None:
    if wanted and visibility == Visibility.ONLY_ME:
        raise Refused(Refusal("nobody_else_reads_it", NOBODY_ELSE, "house", "mentioned"))
    if wanted - may_read:
        raise Refused(Refusal("not_a_reader", NOT_A_READER, "house", "mentioned"))
