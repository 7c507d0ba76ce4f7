"""The files of a record as pieces: what each is. What becomes of its bytes is chosen for each disclosure.

Inside a picture or a document nothing is taken out, so names that marks tell of are not looked for in it: a person
looks at it and says that it leaves, or why it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from opennrm.disclosure.pieces import day_of, piece_of
from opennrm.evidence.file_words import scan_in_words, size_in_words, why_no_copy
from opennrm.evidence.kinds import SOUNDS
from opennrm.evidence.opening import refusal_to_open
from opennrm.evidence.queries import FileRead
from opennrm.evidence.sandbox import MOST_COPIES
from opennrm.mechanism.disclosing import Purpose
from opennrm.mechanism.disclosing_files import Fate, fate_of, gives_originals
from opennrm.mechanism.redaction import Piece

COPIES = {
    "docx": (
        "A copy of the document, without what tells who wrote it, when and where, what was deleted or commented, and "
        "what lies in it beside its text: charts, attached files, and pictures that are neither JPG nor PNG."
    ),
    "doc": "The words of the document, as text. Its pictures are not given.",
    **dict.fromkeys(SOUNDS, "The sound, recorded anew, without what tells where and when it was made."),
}
WHAT_IS_GIVEN = "What is given"
TOLD_OF_EACH = frozenset({"Size", "Added"})
"""What is told also of a file of which nothing is given: its name was typed by somebody, and can tell all."""


def key_of(file: FileRead) -> str:
    """The key of the piece, and the name of the field in which it is chosen what becomes of the file."""
    return f"file:{file.id}"


def pieces_of_files(files: Iterable[FileRead]) -> Iterator[Piece]:
    """The whole files, with the numbers that their list has. Who sent one is somebody at work, and told nowhere."""
    for number, file in enumerate(files, start=1):
        if file.finished_at is not None:
            on = day_of(file.finished_at)
            rows = (
                ("Name", file.name), ("Size", size_in_words(file.size)), ("Added", on),
                ("Scanned", scan_in_words(file)), ("SHA-256 of the original", file.sha256),
            )  # fmt: skip
            yield piece_of(key_of(file), "files", f"File {number}: {file.kind.words}", *rows, on=on)


def fates_of(files: Iterable[FileRead], chosen: Mapping[str, str], purpose: Purpose, basis: str) -> dict[str, Fate]:
    """What becomes of each whole file, by its key, with what was chosen for a disclosure."""
    return {
        key_of(file): fate_of(
            chosen.get(key_of(file), ""),
            copy=copy_in_words(file),
            why_no_copy=why_no_copy(file),
            may_open=refusal_to_open(file) is None,
            originals=gives_originals(purpose, basis),
            waits=waits_for_its_copy(file),
        )
        for file in files
        if file.finished_at is not None
    }


def waits_for_its_copy(file: FileRead) -> bool:
    """Will there soon be a copy, so that nobody has to say that there is none?"""
    return file.copy == "awaited" and file.scan != "found"


def copy_in_words(file: FileRead) -> str:
    """What the copy of a file is."""
    if file.kind.key in COPIES:
        return COPIES[file.kind.key]
    if file.kind.key != "pdf":
        return "A copy drawn anew, without what tells where and when it was made."
    if file.pages >= MOST_COPIES:
        return f"Pictures of its first {MOST_COPIES} pages. There can be more of it, which is not given."
    return f"Pictures of its pages: {file.pages}."
