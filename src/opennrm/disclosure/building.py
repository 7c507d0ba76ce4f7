"""What is given of a record: a new document of the parts that may be given, and the list of what was held back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from opennrm.disclosure.gathering import Record, hash_of_piece
from opennrm.disclosure.pieces import SECTIONS, in_scope
from opennrm.mechanism.redaction import Given, Mark, Marked, Withheld, given_of, reason_instead
from opennrm.vault.pseudonyms import pseudonym

STAFF = "[Held back: a member of staff]"
Names = Mapping[str, tuple[Mark, str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which parts of a record are asked for, and from when until when."""

    sections: Sequence[str]
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What is given, section by section, and what was held back, as JSON that is frozen with the decision."""

    sections: list[dict[str, Any]]
    withheld: list[dict[str, Any]]
    pieces: int


def built(
    record: Record, marks: Sequence[Marked], scope: Scope, *, held_back: Collection[Mark], disclosure: UUID
) -> Built:
    """Build what may leave for these marks; names that marks tell of have one pseudonym within this disclosure."""
    names = names_held_back(record, marks, held_back, disclosure)
    by_key: dict[str, list[Marked]] = {}
    for each in marks:
        by_key.setdefault(each.key, []).append(each)
    given: list[Given] = []
    withheld: list[Withheld] = []
    for piece in in_scope(record.pieces, scope.sections, scope.from_on, scope.until_on):
        one, taken = given_of(
            piece, by_key.get(piece.key, ()), held_back=held_back, text_hash=hash_of_piece(piece), names=names
        )
        given.append(one)
        withheld += taken
    return Built(_by_section(given), [_for_the_file(each) for each in withheld], len(given))


def names_held_back(record: Record, marks: Iterable[Marked], held_back: Collection[Mark], disclosure: UUID) -> Names:
    """What stands for each name: of people at work always the same words, of others a pseudonym of this disclosure."""
    names = {name: (Mark.THIRD_PARTY, STAFF) for name in record.staff if name != record.person}
    for each in marks:
        if each.mark in held_back:
            for name in each.about:
                stands = reason_instead(each.mark, pseudonym(name, disclosure=disclosure))
                names[name] = (each.mark, stands)
    # The longest first: "Ana Vale" is looked for before "Ana".
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


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


def _for_the_file(withheld: Withheld) -> dict[str, Any]:
    return {**asdict(withheld), "mark": withheld.mark.value, "section": SECTIONS[withheld.section]}
