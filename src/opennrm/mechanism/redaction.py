"""What is held back of a record when it leaves: marks on pieces and on spans of their text, and what is left of both.

Nothing is covered: what is given is built anew from the parts that may be given, and a reason stands where the rest
was. Where a mark no longer fits its text, the whole piece is held back. Sources: SEF-FILE (marking), own (the marks).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from opennrm.mechanism.names_in_texts import folded, places_of

Rows = tuple[tuple[str, str], ...]

NAMES_A_SOURCE = frozenset({"From"})
"""Labels under which it stands who something came from."""


class Mark(StrEnum):
    """Why something may have to be held back."""

    THIRD_PARTY = "third_party"
    SOURCE = "source"
    MEDICAL = "medical"
    LEGAL_PRIVILEGE = "legal_privilege"
    SAFE_ADDRESS = "safe_address"
    NOT_SHARED = "not_shared"


WORDS: Mapping[Mark, str] = {
    Mark.THIRD_PARTY: "it is about somebody else",
    Mark.SOURCE: "it could tell who gave information",
    Mark.MEDICAL: "it is about health, and was held back by somebody who can judge that",
    Mark.LEGAL_PRIVILEGE: "it is advice of a lawyer",
    Mark.SAFE_ADDRESS: "it could tell where somebody is safe",
    Mark.NOT_SHARED: "the person asked not to share it",
}
"""What stands in the place of what was held back."""


TELL_WHO = frozenset({Mark.THIRD_PARTY, Mark.SOURCE})
"""Marks under which it must not stand beside what was marked who it came from."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A mark that stands by rule and that nobody has to think of: on a span of the text, or on the whole piece."""

    mark: Mark
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a record that can be marked as a whole, with the one text of it in which spans can be marked.

    `rows` are labels and what is said under them; `on` is its day, None where it has none. `ruled` are the marks that
    it has by rule; `event` is the kind of event that it tells of, empty for what is no event.
    """

    key: str
    section: str
    title: str
    rows: Rows = ()
    text: str = ""
    on: date | None = None
    ruled: tuple[Ruled, ...] = ()
    event: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark on a piece: on a span of its text, or (no start) on the whole of it. `about`: names that it is about."""

    key: str
    mark: Mark
    text_hash: str
    start: int | None = None
    end: int | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text that does not leave, and what stands there instead."""

    start: int
    end: int
    mark: Mark
    instead: str


@dataclass(frozen=True, slots=True)
class Given:
    """What is given of a piece. `is_whole` tells whether anything of it was held back."""

    section: str
    title: str
    rows: Rows
    text: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Withheld:
    """What was held back, for the file: which piece, the whole or a span of its text, and why."""

    key: str
    section: str
    title: str
    mark: Mark
    start: int | None
    end: int | None


_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF))


def as_written(text: str) -> str:
    """The one spelling of a text that marks count in: composed letters, line ends of one kind, and none of the signs
    that nobody sees and that could hide a name."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN))


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence, or line, of a text begins and ends; together they are all of it but white space."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        for part in re.finditer(r"\S.*?(?:[.!?…؟።](?=\s)|$)", line.group()):
            found.append((line.start() + part.start(), line.start() + part.end()))
    return found


def reason_instead(mark: Mark, pseudonym: str = "") -> str:
    """The sentence that stands where something was held back."""
    who = f" ({pseudonym})" if pseudonym else ""
    return f"[Held back: {WORDS[mark]}{who}]"


def given_of(
    piece: Piece,
    marks: Iterable[Marked],
    *,
    held_back: Collection[Mark],
    text_hash: str,
    names: Mapping[str, tuple[Mark, str]],
    lifted: Collection[Mark] = (),
) -> tuple[Given, list[Withheld]]:
    """What is given of a piece, and what of it is not.

    `marks` are those of this piece; only those in `held_back` count, and those that it has by rule unless `lifted`.
    `text_hash` is of its text as it stands now: a mark that was made on another text holds back the whole. `names` are
    taken out wherever they stand, word for word: each with the mark it falls under and what stands instead.
    """
    by_rule = [Marked(piece.key, e.mark, text_hash, e.start, e.end) for e in piece.ruled if e.mark not in lifted]
    counting = [*by_rule, *(each for each in marks if each.mark in held_back)]
    whole = next((each for each in counting if each.start is None or each.text_hash != text_hash), None)
    if whole is not None:
        given = Given(piece.section, "A part that is held back", (), reason_instead(whole.mark), is_whole=False)
        return given, [Withheld(piece.key, piece.section, piece.title, whole.mark, None, None)]
    spans = [Span(e.start or 0, e.end or 0, e.mark, _instead(e, names)) for e in counting]
    title, in_title = _without(piece.title, names)
    text, in_text = without_spans(piece.text, [*spans, *spans_of_names(piece.text, names)])
    who = next((each.mark for each in counting if each.mark in TELL_WHO), None)
    rows, in_rows = [], []
    for label, said in piece.rows:
        dropped = [Span(0, len(said), who, reason_instead(who))] if who and label in NAMES_A_SOURCE else []
        left, taken = without_spans(said, dropped or spans_of_names(said, names))
        rows.append((label, left))
        in_rows += taken
    taken = [*in_title, *in_text, *in_rows]
    held = [Withheld(piece.key, piece.section, piece.title, each.mark, each.start, each.end) for each in taken]
    return Given(piece.section, title, tuple(rows), text, is_whole=not held), held


def _instead(marked: Marked, names: Mapping[str, tuple[Mark, str]]) -> str:
    """A pseudonym stands for one name only: a sentence about several people says just why it is held back."""
    known = names.get(marked.about[0]) if len(marked.about) == 1 else None
    return known[1] if known else reason_instead(marked.mark)


def _without(text: str, names: Mapping[str, tuple[Mark, str]]) -> tuple[str, list[Span]]:
    return without_spans(text, spans_of_names(text, names))


def without_spans(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """A new text of what lies outside these spans, and the spans as they were taken: those that touch are one."""
    kept, at, taken = [], 0, []
    for span in _joined(spans, len(text)):
        kept += [text[at : span.start], span.instead]
        taken.append(span)
        at = span.end
    return "".join([*kept, text[at:]]), taken


def _joined(spans: Sequence[Span], length: int) -> list[Span]:
    joined: list[Span] = []
    # The longer of two that begin together says why.
    for each in sorted(spans, key=lambda span: (span.start, -span.end)):
        span = Span(max(0, each.start), min(length, each.end), each.mark, each.instead)
        if span.start >= span.end:
            continue
        last = joined[-1] if joined else None
        if last is None or span.start >= last.end:
            joined.append(span)
        elif span.end > last.end:
            joined[-1] = Span(last.start, span.end, last.mark, last.instead)
    return joined


def spans_of_names(text: str, names: Mapping[str, tuple[Mark, str]]) -> list[Span]:
    """Where these names, addresses and numbers stand in a text, however they are spelt, last name first or last."""
    within = folded(text)
    return [
        Span(start, end, mark, instead)
        for name, (mark, instead) in names.items()
        for start, end in places_of(as_written(name), within)
    ]
