"""What is given of a record: a new document of the parts that may be given, and the list of what was held back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from opennrm.disclosure.gathering import Record, hash_of_piece
from opennrm.disclosure.pieces import SECTIONS, in_scope
from opennrm.disclosure.pieces_of_files import TOLD_OF_EACH, WHAT_IS_GIVEN
from opennrm.disclosure.pieces_of_history import GIVEN
from opennrm.mechanism.disclosing import GIVEN_TO_THEM, Purpose
from opennrm.mechanism.disclosing_files import Fate, FileChoice
from opennrm.mechanism.redaction import Given, Mark, Marked, Piece, Withheld, given_of, reason_instead
from opennrm.mechanism.references import references_in
from opennrm.vault.hashes import keyed_hash
from opennrm.vault.pseudonyms import pseudonym

STAFF = "[Held back: a member of staff]"
ANOTHER_CASE = "[Held back: another case]"
HELD_BACK = "What is held back"
LOOKS = "looks"
Names = Mapping[str, tuple[Mark, str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which parts of a record are asked for, from when until when, and for whom: without that for the person."""

    sections: Sequence[str]
    from_on: date | None = None
    until_on: date | None = None
    purpose: Purpose = Purpose.SUBJECT_ACCESS


@dataclass(frozen=True, slots=True)
class Built:
    """What is given, section by section, and what was held back, as JSON that is frozen with the decision.

    `files` are the keys of the files that are in it and that nothing holds back.
    """

    sections: list[dict[str, Any]]
    withheld: list[dict[str, Any]]
    pieces: int
    files: tuple[str, ...] = ()


def built(
    record: Record,
    marks: Sequence[Marked],
    scope: Scope,
    *,
    held_back: Collection[Mark],
    disclosure: UUID,
    lifted: Collection[Mark] = (),
    fates: Mapping[str, Fate] | None = None,
) -> Built:
    """Build what may leave for these marks; names that marks tell of have one pseudonym within this disclosure.

    `lifted` are the marks that stand by rule and do not count here; `fates`, what becomes of each file, by its key.
    """
    lifted = {*lifted, *GIVEN_TO_THEM.get(scope.purpose, ())}
    names = names_held_back(record, marks, held_back, disclosure, lifted)
    by_key: dict[str, list[Marked]] = {}
    for each in marks:
        by_key.setdefault(each.key, []).append(each)
    given: list[Given] = []
    withheld: list[dict[str, Any]] = []
    files: list[str] = []
    events = GIVEN[scope.purpose]
    for piece in in_scope(record.pieces, scope.sections, scope.from_on, scope.until_on, events):
        fate = (fates or {}).get(piece.key)
        left_out = {fate.mark} if fate and fate.mark else set()
        by_choice = [Marked(piece.key, mark, hash_of_piece(piece)) for mark in left_out]
        told = {"held_back": {*held_back, *left_out}, "text_hash": hash_of_piece(piece), "names": names}
        one, taken = given_of(_with_fate(piece, fate), [*by_choice, *by_key.get(piece.key, ())], lifted=lifted, **told)  # type: ignore[arg-type]
        given.append(one)
        withheld += map(_for_the_file, taken)
        if fate and not any(each.start is None for each in taken):
            files.append(piece.key)
            withheld += [_without_copy(piece)] if fate.has_no_copy else []
    return Built(_by_section(given), withheld, len(given), tuple(files))


def _with_fate(piece: Piece, fate: Fate | None) -> Piece:
    """A piece that is a file says what is given of it. Of one that does not leave its name and hash do not either."""
    if fate is None:
        return piece
    is_told = fate.leaves_as or fate.is_open
    rows = piece.rows if is_told else tuple(row for row in piece.rows if row[0] in TOLD_OF_EACH)
    return replace(piece, rows=(*rows, (WHAT_IS_GIVEN, fate.words)))


def names_held_back(
    record: Record,
    marks: Iterable[Marked],
    held_back: Collection[Mark],
    disclosure: UUID,
    lifted: Collection[Mark] = (),
) -> Names:
    """What stands for each name: of people at work always the same words, of others a pseudonym of this disclosure.

    With them go, by rule, the references of other cases, and unless `lifted` what tells where the person is safe.
    """
    names = {name: (Mark.THIRD_PARTY, STAFF) for name in record.staff if name != record.person}
    names |= {reference: (Mark.THIRD_PARTY, ANOTHER_CASE) for reference in _other_cases(record)}
    if Mark.SAFE_ADDRESS not in lifted:
        names |= {value: (Mark.SAFE_ADDRESS, reason_instead(Mark.SAFE_ADDRESS)) for value in record.safe}
    for each in marks:
        if each.mark in held_back:
            for name in each.about:
                stands = reason_instead(each.mark, pseudonym(name, disclosure=disclosure))
                names[name] = (each.mark, stands)
    # The longest first: "Ana Vale" is looked for before "Ana".
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


def orphaned(record: Record, marks: Iterable[Marked]) -> list[Marked]:
    """Marks whose piece is not in the record any more, or says something else than what was marked."""
    hashes = {piece.key: hash_of_piece(piece) for piece in record.pieces}
    return [each for each in marks if hashes.get(each.key) != each.text_hash]


def fingerprint(made: Built) -> str:
    """By what it is known whether what would be given is what was read: a keyed hash for each section that has any,
    and one of what is held back. It can stand in a page: it tells nothing.

    Who looked is not in it: reading is itself a look, and what is told of looks is made of codes alone.
    """
    parts: dict[str, Any] = {
        section["title"]: section for section in made.sections if section["title"] != SECTIONS[LOOKS]
    }
    parts |= {HELD_BACK: made.withheld}
    return " ".join(f"{_number_of(title)}:{keyed_hash('section', said)}" for title, said in parts.items())


def differences(read: str, made: Built) -> list[str]:
    """The titles of what differs from what was read, by its fingerprint; all of it if nobody says what they read."""
    before, now = ({part for part in each.split() if ":" in part} for each in (read, fingerprint(made)))
    numbers = {part.partition(":")[0] for part in before ^ now}
    return [title for title in (*SECTIONS.values(), HELD_BACK) if _number_of(title) in numbers]


def _number_of(title: str) -> str:
    return str([*SECTIONS.values(), HELD_BACK].index(title))


def _other_cases(record: Record) -> set[str]:
    said = (text for piece in record.pieces for text in (piece.title, piece.text, *(row[1] for row in piece.rows)))
    return {reference for text in said for reference in references_in(text)} - {record.reference}


def _by_section(given: Sequence[Given]) -> list[dict[str, Any]]:
    return [
        {
            "title": SECTIONS[section],
            "entries": [
                {"title": each.title, "rows": [list(row) for row in each.rows], "text": each.text} for each in entries
            ],
        }
        for section, entries in groupby(given, key=lambda each: each.section)
    ]


def _without_copy(piece: Piece) -> dict[str, Any]:
    told = {"key": piece.key, "section": SECTIONS[piece.section], "title": piece.title}
    return {**told, "mark": FileChoice.NO_COPY.value, "start": None, "end": None}


def _for_the_file(withheld: Withheld) -> dict[str, Any]:
    return {**asdict(withheld), "mark": withheld.mark.value, "section": SECTIONS[withheld.section]}
