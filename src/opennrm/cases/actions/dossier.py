"""Making the dossier of a case: who took the whole of it along, and what exactly, is in the history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from opennrm.audit.record import announce, command
from opennrm.cases.dossier import WholeCase, printed, record_of, whole_case
from opennrm.cases.dossier_files import Beside, as_json, manifest_of, zip_of
from opennrm.cases.queries import case_for
from opennrm.cases.same_person import without_hidden_likeness
from opennrm.mechanism.events import DossierMade
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.notifications.printing import pdf_of
from opennrm.notifications.queries import pdf_of_letter
from opennrm.partners.access import Actor, refusal_to_act
from opennrm.partners.roles import Permission

TEMPLATE = "dossier.1.typ"


class DossierForm(StrEnum):
    """In which form a dossier is made."""

    PDF = "pdf"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier as a file: its name (a reference, never a person's), what it is, and its bytes."""

    name: str
    content_type: str
    content: bytes
    manifest_hash: str


def make_dossier(
    reference: str, *, form: str, beside: Callable[[str, DossierForm], Beside], by: Actor, at: datetime
) -> Dossier:
    """Make the dossier of a case, as a PDF or as a zip with letters, evidence, a record and a manifest of hashes.

    `beside` tells what the room of files keeps of a case, which no room below it can ask. Raises `NotYours`; `Refused`
    for a form that there is not, or if no role of theirs lets them.
    """
    refuse_if(refusal_to_act(by, Permission.MAKE_DOSSIER))
    if form not in set(DossierForm):
        raise Refused(Refusal("no_form", "Choose what the dossier should be.", "house", "form"))
    with command():
        whole = whole_case(case_for(by, reference, at=at, needs=Permission.MAKE_DOSSIER))
        whole = replace(whole, events=without_hidden_likeness(whole.events, by, at))
        attached = beside(reference, DossierForm(form))
        said = printed(whole, made_by=by.name, at=at)
        said["parts"] = [{"title": attached.title, "entries": attached.entries}, *said["parts"]]
        files = {f"{reference}.pdf": pdf_of(TEMPLATE, said, at=at)}
        if form == DossierForm.ZIP:
            files |= _beside_the_pdf(whole, attached, at)
        manifest = manifest_of(reference, files, at)
        manifest_hash = sha256(manifest).hexdigest()
        made = DossierMade(subject=reference, case=reference, form=form, files=len(files), manifest_hash=manifest_hash)
        announce(made, at=at, by=by.account_id)
    if form == DossierForm.PDF:
        return Dossier(f"{reference}.pdf", "application/pdf", files[f"{reference}.pdf"], manifest_hash)
    return Dossier(f"{reference}.zip", "application/zip", zip_of(files, manifest, at), manifest_hash)


def _beside_the_pdf(whole: WholeCase, attached: Beside, at: datetime) -> dict[str, bytes]:
    letters = {
        f"letters/{place:03}-{letter.kind}-{letter.audience}.pdf": pdf_of_letter(letter.id)
        for place, letter in enumerate(whole.letters, start=1)
    }
    evidence = {
        f"evidence/{place:03}-{piece.kind}.txt": piece.text.encode("utf-8", "replace")
        for place, piece in enumerate(whole.evidence, start=1)
    }
    record = record_of(whole, at) | {"files": attached.record}
    return {"record.json": as_json(record), **letters, **evidence, **attached.files}
