"""The files that leave with a disclosure: listed with their hashes when it is decided, and fetched again by those.

The list is frozen with what is given; the bytes stay where they are. If they are not those of the list any more,
nothing is given out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import UUID

from opennrm.evidence.file_words import size_in_words
from opennrm.evidence.opening import refusal_to_open
from opennrm.evidence.queries import FileRead, copies_of, file_with, files_with, original_of
from opennrm.evidence.quotas import MB
from opennrm.mechanism.disclosing_files import FileChoice
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.partners.access import NotYours
from opennrm.referrals.adding import draft_of
from opennrm.vault.refusing import CannotOpen

MOST_TOGETHER = 200 * MB
"""Bytes of files in one disclosure, which is made in memory. Our own bound."""
IN_THE_ZIP = "Files in the zip"
TOO_LARGE = Refusal(
    "files_too_large",
    f"The files that you chose are larger than {MOST_TOGETHER // MB} MB together. Give some with another disclosure.",
    "own",
)
CHANGED = Refusal(
    "file_changed",
    "The file cannot be made as it left: what was kept, or the program that prints, has changed. Nothing was given "
    "out. Ask whoever runs the installation, and quote the fingerprint.",
    "own",
)


def listed(reference: str, files: Mapping[str, FileChoice]) -> list[dict[str, Any]]:
    """What leaves of these files, by their keys: path, hash and size of each part, under the numbers that the list of
    the record's files has. Raises `Refused` if too large.
    """
    found: list[dict[str, Any]] = []
    numbers = {str(file.id): number for number, file in enumerate(files_with(draft_of(reference)), start=1)}
    for key, what in files.items():
        id_ = key.partition(":")[2]
        number = numbers[id_]
        for page, (ending, content) in enumerate(_parts(reference, UUID(id_), what), start=1):
            path = f"files/{number:03}-{page:02}.{ending}" if what is FileChoice.COPY else f"files/{number:03}.{ending}"
            told = {"path": path, "number": number, "file": id_, "what": what.value, "bytes": len(content)}
            found.append({**told, "sha256": sha256(content).hexdigest()})
            if sum(each["bytes"] for each in found) > MOST_TOGETHER:
                raise Refused(replace(TOO_LARGE, field=key))
    return found


def section_of(frozen: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The list as a section to print, for whoever checks what they received; no section where no file leaves."""
    entries = [
        {
            "title": each["path"],
            "rows": [
                ["Which", f"File {each['number']}"],
                ["What", "The original" if each["what"] == FileChoice.ORIGINAL else "A copy"],
                ["Size", size_in_words(each["bytes"])],
                ["SHA-256", each["sha256"]],
            ],
            "text": "",
        }
        for each in frozen
    ]
    return [{"title": IN_THE_ZIP, "entries": entries}] if entries else []


def holds_originals(content: Mapping[str, Any] | None) -> bool:
    """Does an original leave with this?"""
    return any(each["what"] == FileChoice.ORIGINAL for each in (content or {}).get("files", ()))


def bytes_of(reference: str, frozen: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """The bytes of what was listed, by path. Raises `Refused` if they are other ones now, or none may open them."""
    found: dict[str, bytes] = {}
    parts: dict[str, Iterator[tuple[str, bytes]]] = {}
    for each in frozen:
        id_ = each["file"]
        parts.setdefault(id_, _parts(reference, UUID(id_), FileChoice(each["what"])))
        _ending, content = next(parts[id_], ("", b""))
        if sha256(content).hexdigest() != each["sha256"]:
            raise Refused(CHANGED)
        found[each["path"]] = content
    return found


def _parts(reference: str, file_id: UUID, what: FileChoice) -> Iterator[tuple[str, bytes]]:
    """The endings and bytes of a file: of the original one, of its copy each page."""
    draft_id = draft_of(reference)
    try:
        file: FileRead = file_with(draft_id, file_id)
        refuse_if(refusal_to_open(file))
        if what is FileChoice.ORIGINAL:
            yield file.kind.endings[0], original_of(draft_id, file_id)
        else:
            for copy in copies_of(draft_id, file_id):
                yield copy.kind, copy.content
    except (NotYours, CannotOpen) as gone:
        raise Refused(CHANGED) from gone
