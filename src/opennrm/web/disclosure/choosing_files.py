"""The fields in which it is chosen what becomes of each file of a disclosure, and what was typed in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from opennrm.disclosure.pieces_of_files import fates_of, key_of, waits_for_its_copy
from opennrm.disclosure.queries import DisclosureRead
from opennrm.evidence.file_words import scan_in_words, size_in_words, why_no_copy
from opennrm.evidence.queries import FileRead, files_with
from opennrm.mechanism.disclosing import Purpose
from opennrm.mechanism.disclosing_files import FileChoice, gives_originals
from opennrm.referrals.adding import draft_of
from opennrm.web.evidence.presenters import file_rows
from opennrm.web.form_fields import Fields
from opennrm.web.marks import MARKS

FILES = "files"
ABOUT = (
    "Look at each file before you give it. Nothing inside a file is taken out: names, faces and places in it are given "
    "as they are. What you leave out is named with its reason in the list for your file."
)


def typed_files(typed: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What was chosen for each file, by its key."""
    return {key: said[0] for key, said in typed.items() if key.startswith("file:") and said}


def files_of(reference: str, found: DisclosureRead) -> list[FileRead]:
    """The files of the record, if this disclosure covers them."""
    return files_with(draft_of(reference)) if FILES in found.sections else []


def rows_to_look_at(reference: str, found: DisclosureRead) -> list[dict[str, Any]]:
    """Each of them with its number and where it is looked at, for whoever releases what leaves of them or does not."""
    return file_rows(
        files_of(reference, found),
        lambda file: reverse("case_file", kwargs={"reference": reference, "file_id": file.id}),
    )


def file_fields(fields: Fields, files: Sequence[FileRead], found: DisclosureRead) -> list[Markup]:
    """For each file of which something can be given one choice, and room to say why originals leave."""
    purpose = Purpose(found.purpose)
    originals = gives_originals(purpose, found.basis)
    fates = fates_of(files, {}, purpose, found.basis)
    shown = []
    for number, file in enumerate(files, start=1):
        fate = fates.get(key_of(file))
        if fate is not None and fate.is_open:
            label = f"What becomes of file {number}: {file.kind.words}, {size_in_words(file.size)}?"
            about = f"{file.name}. {scan_in_words(file)} {why_no_copy(file)}".strip()
            shown.append(fields.select(key_of(file), label, _choices(file, originals=originals), about))
    if originals and shown:
        hint = "Needed only if one is given. An original can tell where somebody is safe: the copy cannot."
        shown.append(fields.text("originals_because", "Why must an original be given?", hint, rows=3))
    return shown


def _choices(file: FileRead, *, originals: bool) -> list[tuple[str, str]]:
    choices = [] if why_no_copy(file) else [(FileChoice.COPY.value, "Give the copy")]
    choices += [(FileChoice.ORIGINAL.value, "Give the original, as it was sent")] if originals else []
    if why_no_copy(file) and not waits_for_its_copy(file):
        choices.append((FileChoice.NO_COPY.value, "Leave it out: no copy can be made of it"))
    choices.append((FileChoice.NOT_ASKED.value, "Leave it out: it is not asked for"))
    return choices + [(mark, f"Leave it out: {why[0].lower()}{why[1:]}") for mark, why in MARKS]
