"""A made-up record with canaries of other people in every room, and what reads everything that a file holds."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
import zlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from pypdf import PdfReader

from opennrm.audit.once import form_token
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.tasks import add_task
from opennrm.disclosure.actions.deciding import HeldBack, WouldBeGiven, decide_redaction, what_would_be_given
from opennrm.disclosure.actions.marking import mark_piece
from opennrm.disclosure.actions.preparing import Asked, prepare_disclosure
from opennrm.disclosure.actions.releasing import DisclosureFile, release_disclosure, take_disclosure
from opennrm.disclosure.gathering import record_of_case
from opennrm.disclosure.pieces import SECTIONS
from opennrm.disclosure.queries import disclosure_of
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.redaction import Mark, Piece, sentences
from opennrm.partners.access import Actor
from opennrm.retention.actions.holding import hold_record
from tests.factories import cases as made

FRIEND, SOURCE = "Dritan Kanarek", "Informant Quillfeather"
OTHERS = ("Kanarek", "Quillfeather", "07700 900777", "Bluebell Cottage", "counsel advises")
"""None of these may leave once they are marked: others' names and telephone, where a friend is safe, and advice."""
OWN_SAFE = ("Lantern House", "ZZ99 9ZZ", "900123", "900 123")
"""Nor these, without a mark: where the person is safe, in the answers, in letters and in what people wrote."""
HIDDEN = (
    *("was marked", "mark was taken", "disclosure was", "was restricted", "on hold", "Why: operation"),
    *("NRM-7K3F-9QXD-2A", "opened in an emergency", "Access to the"),
)
"""Nor these, which tell of sources, of the police, and of other people's cases."""
CANARIES = (*OTHERS, "Ruth Alder", "Sam Okoro", *OWN_SAFE, *HIDDEN)
EVERY_MARK = tuple(mark.value for mark in Mark)
ITS_OWN = ("Linh Exemple", "nail bar", "A notebook was found")
"""These must leave: they are about the person."""


@dataclass(frozen=True)
class Example:
    """A record, and the two people who work on what leaves of it."""

    reference: str
    officer: Actor
    second: Actor

    def pieces(self) -> list[Piece]:
        """Its pieces as the officer reads them."""
        return list(record_of_case(made.seen(self.reference, self.officer), self.officer).pieces)

    def piece(self, starts: str, holding: str = "") -> Piece:
        """The piece whose key starts so and whose text holds this."""
        return next(each for each in self.pieces() if each.key.startswith(starts) and holding in each.text)

    def mark(self, starts: str, holding: str, mark: str, *, about: str = "", whole: bool = False) -> None:
        """Mark the sentences that hold a text, or the whole of the piece."""
        piece = self.piece(starts, holding)
        places = sentences(piece.text)
        chosen = [number for number, (start, end) in enumerate(places) if holding in piece.text[start:end]]
        told: dict[str, Any] = {"mark": mark, "whole": whole, "sentences_chosen": chosen, "about": about}
        mark_piece(self.reference, piece.key, **told, by=self.officer, at=timezone.now())

    def prepared(self, purpose: str = "subject_access", **changed: Any) -> UUID:
        """A disclosure that was begun."""
        basis = {"subject_access": "right_of_access", "court": "court_order", "police": "crime"}[purpose]
        asked: dict[str, Any] = {"purpose": purpose, "basis": basis, "words": "", "recipient": "Linh Exemple"}
        asked |= {"sections": list(SECTIONS)} | changed
        return prepare_disclosure(
            self.reference, Asked(**asked), token=form_token(), by=self.officer, at=timezone.now()
        )

    def would(self, disclosure: UUID, *held_back: str, lifted_because: str = "", **of_files: Any) -> WouldBeGiven:
        """What would be given, as the officer reads it."""
        held = HeldBack(held_back or EVERY_MARK, bool(lifted_because), lifted_because, **of_files)
        return what_would_be_given(self.reference, disclosure, held=held, by=self.officer, at=timezone.now())

    def decided(self, disclosure: UUID, *held_back: str, lifted_because: str = "", **of_files: Any) -> None:
        """What is held back, decided by the officer after reading it."""
        held = HeldBack(held_back or EVERY_MARK, bool(lifted_because), lifted_because, **of_files)
        seen = self.would(disclosure, *held_back, lifted_because=lifted_because, **of_files).fingerprint
        told: dict[str, Any] = {"held": held, "seen": seen}
        decide_redaction(self.reference, disclosure, **told, read=True, by=self.officer, at=timezone.now())

    def frozen(self, disclosure: UUID) -> str:
        """The hash of what was frozen, as the second person's page has it."""
        return disclosure_of(made.seen(self.reference, self.officer).id, disclosure).content_hash

    def released(self, disclosure: UUID, *, originals: bool = False) -> None:
        """Released by the second person."""
        told: dict[str, Any] = {"agreed": True, "remark": "", "seen": self.frozen(disclosure), "originals": originals}
        release_disclosure(self.reference, disclosure, **told, by=self.second, at=timezone.now())

    def taken(self, disclosure: UUID, form: str = "zip") -> DisclosureFile:
        """Its file."""
        return take_disclosure(self.reference, disclosure, form=form, by=self.officer, at=timezone.now())


def example() -> Example:
    """A case with a friend, a source, an adviser and colleagues in it, and everything of theirs marked."""
    here = unmarked()
    here.mark("evidence:", "Bluebell", "safe_address", about=FRIEND)
    here.mark("evidence:", "told us", "source", about=SOURCE, whole=True)
    here.mark("note:", "counsel", "legal_privilege", whole=True)
    here.mark("answer:exploiters_known", "aunt", "third_party", whole=True)
    return here


def unmarked() -> Example:
    """The same without a mark."""
    at = timezone.now()
    here = Example(made.referred(at=at - timedelta(days=1)), made.officer("records_officer", name="Ada Quist"),
                   made.officer("manager", name="Caspian Mill"))  # fmt: skip
    reference, by = here.reference, made.officer("caseworker")
    text = "A notebook was found. It belongs to dritan  KANAREK. He lives in Bluebell Cottage, on 07700 900777."
    add_evidence(reference, kind="police", text=text, source="Marshland Police", by=by, at=at)
    add_evidence(reference, kind="other", text=f"{SOURCE} told us of it.", source=SOURCE, by=by, at=at)
    own = "Linh sleeps at LANTERN  HOUSE, ring +44 7700 900123. The post is zz999zz. Her cousin is NRM-7K3F-9QXD-2A."
    add_evidence(reference, kind="other", text=own, source="", by=by, at=at)
    write_note(reference, text="Our counsel advises to wait.", visibility="team", mentioned=(), by=by, at=at)
    write_note(reference, text=f"Rang {FRIEND}, with Ruth Alder.", visibility="only_me", mentioned=(), by=by, at=at)
    add_task(reference, title="Ring Kanarek, Dritan back.", to=by.account_id, due_on=None, by=by, at=at)
    made.decided(reference, "negative", by=by)
    made.checked(
        reference, by=made.officer("second_officer", name="Ruth Alder"), agreed=False, remark="Ask Ruth Alder."
    )
    made.decided(reference, "positive", by=by)  # a letter goes to the safe address
    held = {"because": "A claim.", "review_on": legal_day(at) + timedelta(days=90)}
    hold_record(reference, **held, by=here.officer, at=at)  # type: ignore[arg-type]
    return here


def everything_in(content: bytes) -> str:
    """Whatever can be read in a PDF or zip: by two extractors, in streams, names, metadata and raw bytes."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inner = [
                f"{each.filename}\n{each.comment!r}\n{everything_in(archive.read(each))}" for each in archive.infolist()
            ]
            return "\n".join([*inner, repr(archive.comment), _raw(content)])
    if content.startswith(b"%PDF"):
        return "\n".join((_by_pypdf(content), _by_pdftotext(content), _streams(content), _raw(content)))
    return content.decode("utf-8", "replace") + _raw(content)


def _by_pypdf(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    beside = f"{reader.outline} {reader.attachments} {reader.get_fields()} {reader.xmp_metadata and _xmp(reader)}"
    metadata = f"{reader.metadata} {beside}"
    return "\n".join([*(page.extract_text() for page in reader.pages), metadata])


def _xmp(reader: PdfReader) -> str:
    found = reader.trailer["/Root"]["/Metadata"].get_object()  # type: ignore[index]
    return str(found.get_data().decode("utf-8", "replace"))


def _by_pdftotext(content: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed, so what leaves was not read by a second reader of PDFs")
    found = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return found.stdout.decode("utf-8", "replace")


def _streams(content: bytes) -> str:
    """Every stream opened, also those that hold other objects: names, tags, alternative texts, outlines, metadata."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            found.append(_raw(zlib.decompressobj().decompress(packed)))
        except zlib.error:
            found.append(_raw(packed))
    return "\n".join(found)


def _raw(content: bytes) -> str:
    """Bytes as any text that they could be: strings of a PDF are of one byte or two, or written in hexadecimal."""
    hexadecimal = b"".join(bytes.fromhex(each.decode()) for each in re.findall(rb"<((?:[0-9A-Fa-f]{2}){2,})>", content))
    wide = [part[start:].decode("utf-16-be", "ignore") for part in (content, hexadecimal) for start in (0, 1)]
    return "\n".join([content.decode("latin-1"), hexadecimal.decode("latin-1"), *wide])


def leaks_in(content: bytes, canaries: tuple[str, ...] = CANARIES) -> list[str]:
    """Which canaries can be read in a file, whatever their case and the spaces between their words."""
    squeezed = re.sub(r"\s+", " ", everything_in(content)).casefold()
    tight = squeezed.replace(" ", "")
    return [each for each in canaries if each.casefold() in squeezed or each.casefold().replace(" ", "") in tight]
