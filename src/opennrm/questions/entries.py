"""Lists of entries, such as vehicles or places: each entry is a small set of answers with an id of its own.

An entry is answered, cleaned, shown and pruned as a catalogue of one page would be, so its fields know the same kinds,
conditions and errors as every other question.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from opennrm.questions.conditions import holds
from opennrm.questions.question import Catalogue, Page, Question, Section

MOST_ENTRIES = 20
"""Entries in one list."""
ID_FORM = re.compile(r"[a-z0-9]{1,12}")
Entry = Mapping[str, Any]


def page_of_entry(question: Question) -> Page:
    """The page that asks the fields of one entry."""
    return Page(slug="entry", title=question.entry[:1].upper() + question.entry[1:], questions=question.fields)


def catalogue_of_entry(question: Question) -> Catalogue:
    """One entry as a catalogue of its own."""
    page = page_of_entry(question)
    return Catalogue(version=question.since, sections=(Section(slug="entry", title=page.title, pages=(page,)),))


def entry_that_applies(question: Question, entry: Entry) -> dict[str, Any]:
    """Only the fields that are asked of this entry, and its id."""
    kept: dict[str, Any] = {}
    for field in question.fields:
        if field.key in entry and holds(field.only_if, kept):
            kept[field.key] = entry[field.key]
    return {key: entry[key] for key in ("id",) if key in entry} | kept


def entries_that_apply(question: Question, value: Sequence[Entry]) -> list[dict[str, Any]]:
    """The same of each entry of a list. What is in no such form stays as it is, for whoever cleans it to refuse."""
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        return value  # type: ignore[return-value]
    return [entry_that_applies(question, entry) for entry in value]


def entry_of(value: Sequence[Entry], entry_id: str) -> Entry | None:
    """The entry with this id."""
    return next((entry for entry in value if entry["id"] == entry_id), None)


def with_entry(value: Sequence[Entry], entry_id: str, fields: Mapping[str, Any]) -> list[Entry]:
    """The list with this entry as it now is: in its old place, or at the end if it is new."""
    new = {"id": entry_id, **fields}
    if entry_of(value, entry_id) is None:
        return [*value, new]
    return [new if entry["id"] == entry_id else entry for entry in value]


def without_entry(value: Sequence[Entry], entry_id: str) -> list[Entry]:
    """The list without this entry."""
    return [entry for entry in value if entry["id"] != entry_id]


def as_texts(value: Any) -> list[str]:
    """The entries of a list as a form can carry them: one text each. Raises `TypeError` if it is no such list."""
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise TypeError("A list of entries is asked for.")
    return [json.dumps(entry, ensure_ascii=False) for entry in value]


def from_text(text: str) -> dict[str, Any] | None:
    """The entry that `as_texts` wrote; None for anything else."""
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def texts_in(value: Any) -> Iterator[str]:
    """Every text in an answer, whether it is one, a list, an address or a list of entries."""
    inner: Iterable[Any] = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict | list):
        for each in inner:
            yield from texts_in(each)
    elif value is not None:
        yield str(value)
