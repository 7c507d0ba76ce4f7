"""Marking a piece of a record or spans of it, and lifting a mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from opennrm.audit.once import FIRST_WAS_KEPT, once
from opennrm.audit.record import announce, command
from opennrm.cases.actions.lengths import refusal_of_length
from opennrm.cases.actions.moving import locked_case
from opennrm.cases.queries import case_for
from opennrm.disclosure.gathering import hash_of_piece, record_of_case
from opennrm.disclosure.models import PieceMark
from opennrm.mechanism.events import MarkLifted, PieceMarked
from opennrm.mechanism.redaction import Mark, Piece, as_written, sentences
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import Actor, NotYours
from opennrm.partners.roles import Permission

SHORTEST_NAME, LONGEST_ABOUT = 3, 500
NO_MARK = Refusal("no_mark", "Choose why it must be held back.", "own", "mark")
NOTHING_CHOSEN = Refusal(
    "nothing_chosen", "Choose the whole of it, or the sentences that are held back.", "own", "whole"
)
NO_SUCH_SENTENCE = Refusal("no_such_sentence", "Choose sentences of this text.", "house", "sentence")
OF_THE_PERSON = Refusal(
    "name_of_the_person",
    "This is the name of the person whose record it is: their own name is not held back. Write others' names.",
    "own",
    "about",
)


def mark_piece(
    reference: str,
    piece_key: str,
    *,
    mark: str,
    whole: bool,
    sentences_chosen: Sequence[int] = (),
    about: str = "",
    by: Actor,
    at: datetime,
    token: str | None = None,
) -> list[UUID]:
    """Mark the whole of a piece, or sentences of it (numbered from 0); gives the ids of the marks.

    `about`: names, with commas between, that are taken out wherever they stand in what leaves. Raises `NotYours`;
    `Refused` naming the field. Sent again with the same `token` of a form, it is marked once; then it gives none.
    """
    names = names_in(about)
    refuse_if(refusal_of_mark(mark, about, names))
    body = {"piece": piece_key, "mark": mark, "whole": whole, "sentences": list(sentences_chosen), "about": about}
    with command():
        told: dict[str, Any] = {"token": f"mark:{reference}:{token}", "body": body, "at": at}
        if token and once(who=by.account_id, **told, changed=FIRST_WAS_KEPT) is not None:
            return []
        case = locked_case(reference, needs=Permission.MARK_RECORDS, seen=None, by=by, at=at)
        record = record_of_case(case_for(by, reference, at=at), by)
        piece = piece_named(record.pieces, piece_key)
        refuse_if(_refusal_of_names(names, record.person))
        spans = [(None, None)] if whole else _spans(piece, sentences_chosen)
        if not spans:
            raise Refused(NOTHING_CHOSEN)
        made = []
        for start, end in spans:
            row = PieceMark.objects.create(
                case=case,
                piece=piece.key,
                mark=mark,
                start=start,
                end=end,
                text_hash=hash_of_piece(piece),
                about=names or None,
                marked_at=at,
                marked_by_id=by.account_id,
            )
            _announce(reference, row, by=by, at=at)
            made.append(row.id)
    return made


def lift_mark(reference: str, mark_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take a mark away; one that was taken away already stays so. Raises `NotYours` and `Refused`."""
    with command():
        case = locked_case(reference, needs=Permission.MARK_RECORDS, seen=None, by=by, at=at)
        row = PieceMark.objects.select_for_update().filter(case=case, id=mark_id).first()
        if row is None:
            raise NotYours
        if row.lifted_at is None:
            row.lifted_at, row.lifted_by_id = at, by.account_id
            row.save(update_fields=["lifted_at", "lifted_by"])
            lifted = MarkLifted(subject=reference, case=reference, mark_id=str(row.id), mark=row.mark)
            announce(lifted, at=at, by=by.account_id)


def names_in(about: str) -> list[str]:
    """The names in what was typed, each once, in its order."""
    return list(dict.fromkeys(name for part in as_written(about).split(",") if (name := " ".join(part.split()))))


def refusal_of_mark(mark: str, about: str, names: Sequence[str]) -> Refusal | None:
    """None if this is a mark that there is, about names that can be looked for."""
    if mark not in set(Mark):
        return NO_MARK
    if any(len(name) < SHORTEST_NAME for name in names):
        because = f"Write names of at least {SHORTEST_NAME} letters: shorter ones would be found everywhere."
        return Refusal("name_too_short", because, "own", "about")
    return refusal_of_length(about, "about", LONGEST_ABOUT)


def piece_named(pieces: Sequence[Piece], key: str) -> Piece:
    """The piece with this key. Raises `NotYours` if the record has no such piece."""
    found = next((piece for piece in pieces if piece.key == key), None)
    if found is None:
        raise NotYours
    return found


def _refusal_of_names(names: Sequence[str], person: str) -> Refusal | None:
    own = {person.casefold(), *(part.casefold() for part in person.split())}
    return OF_THE_PERSON if any(name.casefold() in own for name in names) else None


def _spans(piece: Piece, chosen: Sequence[int]) -> list[tuple[int | None, int | None]]:
    """The spans of the chosen sentences; those that follow each other are one."""
    places = sentences(piece.text)
    if any(not 0 <= number < len(places) for number in chosen):
        raise Refused(NO_SUCH_SENTENCE)
    spans: list[tuple[int | None, int | None]] = []
    last = None
    for number in sorted(set(chosen)):
        start, end = places[number]
        if last is not None and number == last + 1:
            start = int(spans.pop()[0] or 0)
        spans.append((start, end))
        last = number
    return spans


def _announce(reference: str, row: PieceMark, *, by: Actor, at: datetime) -> None:
    kind = row.piece.partition(":")[0]
    marked = PieceMarked(
        subject=reference, case=reference, mark_id=str(row.id), piece_kind=kind, mark=row.mark, whole=row.start is None
    )
    announce(marked, at=at, by=by.account_id)
