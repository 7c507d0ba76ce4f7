"""The files of a case in its dossier: what each is and how it stands, and the copies that were drawn in the sandbox.

Originals stay where they are: they tell where and by whom they were made, and can hold what harms a computer.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from opennrm.cases.actions.dossier import Dossier, DossierForm, make_dossier
from opennrm.cases.dossier_files import Beside
from opennrm.evidence.file_words import scan_in_words, size_in_words, why_no_copy
from opennrm.evidence.queries import FileRead, copies_of, files_with
from opennrm.evidence.quotas import MB
from opennrm.partners.access import Actor
from opennrm.referrals.adding import draft_of

MOST_OF_COPIES = 200 * MB
"""Bytes of copies in one zip, which is made in memory. Our own bound."""
IN_THE_ZIP = "None in a PDF: the zip holds the copy."
TOO_MANY = f"Not in it: the copies before it have {MOST_OF_COPIES // MB} MB already. Open it on the page of files."


def make_dossier_with_files(reference: str, *, form: str, by: Actor, at: datetime) -> Dossier:
    """The dossier of a case with its files. Raises `NotYours`; `Refused` as `make_dossier` does."""
    return make_dossier(reference, form=form, beside=files_beside, by=by, at=at)


def files_beside(reference: str, form: DossierForm) -> Beside:
    """The files of a case, for whoever has asked whether it may be seen; copies go into a zip alone."""
    draft_id = draft_of(reference)
    entries, record = [], []
    files: dict[str, bytes] = {}
    held = 0
    for number, file in enumerate(files_with(draft_id), start=1):
        copies: dict[str, bytes] = {}
        why = why_no_copy(file)
        if not why and form == DossierForm.ZIP and held < MOST_OF_COPIES:
            made = enumerate(copies_of(draft_id, file.id), start=1)
            copies = {f"files/{number:03}-{page:02}.{copy.kind}": copy.content for page, copy in made}
        elif not why:
            why = TOO_MANY if form == DossierForm.ZIP else IN_THE_ZIP
        held += sum(map(len, copies.values()))
        files |= copies
        entries.append({"title": f"File {number}", "rows": _rows(file, "\n".join(copies) or why)})
        record.append(_record(file, list(copies)))
    return Beside("Files", entries, record, files)


def _rows(file: FileRead, copy: str) -> list[list[str]]:
    if file.finished_at is None:
        return [["Name", file.name], ["Stands", f"Not whole: {size_in_words(file.have)} have arrived."]]
    return [
        ["Name", file.name],
        ["Kind and size", f"{file.kind.words}, {size_in_words(file.size)}"],
        ["Added", f"{_moment(file.finished_at)} by {file.sent_by}"],
        ["Scanned", scan_in_words(file)],
        ["SHA-256 of the original", file.sha256],
        ["Copy", copy],
    ]


def _record(file: FileRead, copies: list[str]) -> dict[str, Any]:
    return {
        "id": file.id,
        "name": file.name,
        "kind": file.kind.key,
        "bytes": file.size,
        "sha256": file.sha256,
        "added_at": file.finished_at,
        "added_by": file.sent_by,
        "scan": file.scan,
        "copies": copies,
    }


def _moment(value: datetime) -> str:
    local = timezone.localtime(value)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"
