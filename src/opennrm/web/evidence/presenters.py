"""What the pages of files show: each with what it is, how it stands, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings

from opennrm.evidence.file_words import scan_in_words, size_in_words, why_no_copy
from opennrm.evidence.kinds import SOUNDS, TAKEN
from opennrm.evidence.opening import refusal_to_open
from opennrm.evidence.queries import FileRead
from opennrm.evidence.quotas import IN_A_FORM, MB, MOST_FILES, MOST_OF_A_REFERRAL, PIECE
from opennrm.web import wording
from opennrm.web.components import file_upload
from opennrm.web.errors import PageError

LOOK, SEE_WHY = "Look at it", "See why"
DOCUMENTS = {
    "docx": (
        "The document without what tells who wrote it, when and where, what was deleted or commented, charts, attached "
        "files, and pictures that are neither JPG nor PNG. What was hidden in it is shown"
    ),
    "doc": "The words of the document, as text; its pictures are not in it",
}
WARNING = (
    "The original is as it was sent. It can tell where and by whom it was made, and it can hold what harms a computer: "
    "open it only if you need it, and keep no copy."
)
Where = Callable[[FileRead], str]


def file_rows(files: Sequence[FileRead], where: Where, text: str = LOOK) -> list[dict[str, Any]]:
    """Files as a list shows them; `where` each leads, by a link that says `text`."""
    rows = []
    for number, file in enumerate(files, start=1):
        row = wording.row(f"File {number}", file.name, *_lines(file))
        if file.finished_at is not None:
            says = SEE_WHY if text == LOOK and refusal_to_open(file) else text
            action = {"href": where(file), "text": says, "visuallyHiddenText": f"file {number}"}
            row["actions"] = {"items": [action]}
        rows.append(row)
    return rows


def form(errors: Sequence[PageError]) -> dict[str, Any]:
    """What adding a file needs: the field, and the bounds that the script keeps to."""
    message = next((error.message for error in errors if error.field_id == "file"), None)
    params: dict[str, Any] = {
        "id": "file",
        "name": "file",
        "label": {"text": "Add a file", "classes": "govuk-label--m"},
        "hint": {
            "text": f"{TAKEN}. Up to {settings.EVIDENCE_FILE_MB} MB, or {IN_A_FORM // MB} MB where JavaScript is off; "
            f"at most {MOST_FILES} files of {MOST_OF_A_REFERRAL // MB} MB together."
        },
    }
    if message:
        params["errorMessage"] = {"text": message}
    return {"field": file_upload(params), "piece": PIECE}


def file_page(file: FileRead, original: str, copy: Callable[[int], str]) -> dict[str, Any]:
    """One file: what it is, and the copies of it that may be looked at."""
    refusal = refusal_to_open(file)
    numbers = range(1, file.pages + 1) if refusal is None else ()
    return {
        "rows": [
            wording.row("Name", file.name),
            wording.row("Kind and size", f"{file.kind.words}, {size_in_words(file.size)}"),
            wording.row(
                "Sent", f"{wording.moment(file.finished_at)} by {file.sent_by}" if file.finished_at else "Not yet"
            ),
            wording.row("Scanned", scan_in_words(file)),
            wording.row("SHA-256", file.sha256),
        ],
        "refused": refusal.because if refusal else "",
        "no_copy": "" if refusal else why_no_copy(file),
        "copies": [copy(number) for number in numbers],
        "is_sound": file.kind.key in SOUNDS,
        "document": DOCUMENTS.get(file.kind.key, ""),
        "original": original if refusal is None else "",
        "warning": WARNING,
    }


def _lines(file: FileRead) -> list[str]:
    about = f"{file.kind.words[0].upper()}{file.kind.words[1:]}, {size_in_words(file.size)}"
    if file.finished_at is None:
        return [about, f"Not whole: {size_in_words(file.have)} have arrived. Choose it again, and the rest follows."]
    lines = [about, f"Added {wording.moment(file.finished_at)} by {file.sent_by}", scan_in_words(file)]
    return lines if refusal_to_open(file) or file.copy == "made" else [*lines, why_no_copy(file)]
