"""A part of a DOCX, written again as it is read: without what was deleted or noted in it, and without who and when.

It is run in the sandbox beside `drawing`, and like it imports nothing of the house. Prefixes stay as they were: Word
opens no document in whose attributes a prefix is named that nothing declares.
"""

from __future__ import annotations

from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

DELETED = frozenset(("del", "moveFrom", "delText", "delInstrText"))
NOTED = frozenset(("commentRangeStart", "commentRangeEnd", "commentReference"))
CHANGED = frozenset(
    f"{what}Change" for what in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "numbering")
)
KEPT_ASIDE = frozenset(("rsids", "docVars", "mailMerge"))
NOT_SHOWN = DELETED | NOTED | CHANGED | KEPT_ASIDE | {"vanish"}
"""`vanish` hides words: without it they are there to be seen by whoever looks at the copy before it leaves."""
NOTES = ("footnote", "endnote")
WHO, WHEN = frozenset(("author", "initials", "userId", "providerId")), frozenset(("date", "dateUtc"))
LONG_AGO = "1980-01-01T00:00:00Z"
Note = tuple[str, str]


class Shown:
    """What is shown of a part: its `content`, and `used`, by which names it leads to other parts.

    What leads to a name that is `lost` is left out. `notes` are those to which what is left leads: further ones are
    added, and where the notes themselves stand (`is_notes`) all others are left out.
    """

    def __init__(self, content: bytes, lost: set[str], notes: set[Note], *, is_notes: bool) -> None:
        self.used: set[str] = set()
        self._lost, self._notes, self._is_notes = lost, notes, is_notes
        self._out = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>']
        self._declared: dict[str, str] = {}
        self._open: list[tuple[str, int]] = []
        self._skipped = 0  # how deep it was where what is left out began
        reader = expat.ParserCreate(namespace_separator=" ")
        reader.namespace_prefixes = True
        reader.StartElementHandler, reader.EndElementHandler = self._begins, self._ends
        reader.CharacterDataHandler, reader.StartNamespaceDeclHandler = self._says, self._declares
        reader.StartDoctypeDeclHandler = _refuses
        reader.Parse(content, True)
        self.content = "".join(self._out).encode()

    def _begins(self, name: str, given: dict[str, str]) -> None:
        local, written = _name(name)
        self._open.append((local, len(self._out)))
        if self._skipped:
            return
        said = {_name(each)[0]: value for each, value in given.items()}
        leads = {value for each, value in given.items() if _leads(each)}
        if leads & self._lost:
            drawings = [depth for depth, (each, _at) in enumerate(self._open, start=1) if each == "drawing"]
            self._skip_from([*drawings, len(self._open)][0])
        elif local in NOT_SHOWN or self._is_note_of_nothing(local, said):
            self._skip_from(len(self._open))
        else:
            self.used |= leads
            if local.removesuffix("Reference") in NOTES:
                self._notes.add((local.removesuffix("Reference"), said.get("id", "")))
            self._out.append(f"<{written}{''.join(self._attributes(given))}>")

    def _attributes(self, given: dict[str, str]) -> list[str]:
        written = [f" {each}={quoteattr(uri)}" for each, uri in self._declared.items()]
        self._declared.clear()
        for name, value in given.items():
            local, attribute = _name(name)
            if " " in name:
                value = "" if local in WHO else LONG_AGO if local in WHEN else value
            if not local.startswith("rsid"):
                written.append(f" {attribute}={quoteattr(value)}")
        return written

    def _is_note_of_nothing(self, local: str, said: dict[str, str]) -> bool:
        is_note = self._is_notes and local in NOTES and "type" not in said
        return is_note and (local, said.get("id", "")) not in self._notes

    def _skip_from(self, depth: int) -> None:
        self._skipped = depth
        del self._out[self._open[depth - 1][1] :]
        self._declared.clear()

    def _ends(self, name: str) -> None:
        if not self._skipped:
            self._out.append(f"</{_name(name)[1]}>")
        elif self._skipped == len(self._open):
            self._skipped = 0
        self._open.pop()

    def _says(self, text: str) -> None:
        if not self._skipped:
            self._out.append(escape(text))

    def _declares(self, prefix: str | None, uri: str | None) -> None:
        if not self._skipped:
            self._declared[f"xmlns:{prefix}" if prefix else "xmlns"] = uri or ""


def _refuses(*_told: Any) -> None:
    raise ValueError("a document type, which no DOCX has")


def _leads(attribute: str) -> bool:
    """Does it name another part, by what the part's list of relationships calls it?"""
    uri, _, more = attribute.partition(" ")
    return bool(more) and (uri.endswith("/relationships") or more.startswith("relid"))


def _name(name: str) -> tuple[str, str]:
    """Its local name, and as it is written: expat gives the namespace, the name and the prefix."""
    told = name.split(" ")
    local = told[1] if len(told) > 1 else told[0]
    return local, f"{told[2]}:{local}" if len(told) > 2 else local
