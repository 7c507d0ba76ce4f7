"""Sam takes a case along: its files are listed with their hashes, their copies go with it, and no original does."""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256
from typing import Any

import pytest
from django.utils import timezone

from opennrm.cases.actions.dossier import DossierForm
from opennrm.evidence import dossier, examining
from opennrm.evidence.dossier import IN_THE_ZIP, TOO_MANY, files_beside, make_dossier_with_files
from opennrm.evidence.examining import examine_what_waits
from opennrm.evidence.models import File
from opennrm.evidence.queries import files_with
from opennrm.referrals.adding import draft_of
from tests.evidence.sent import referred_with_files
from tests.evidence.test_examining import PAGE
from tests.factories import cases as made
from tests.factories import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "is_there", lambda: True)


def zipped(reference: str) -> dict[str, bytes]:
    made_now = make_dossier_with_files(reference, form="zip", by=made.officer("caseworker"), at=timezone.now())
    with zipfile.ZipFile(io.BytesIO(made_now.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.proves("FILE-08")
def test_copies_go_along_under_names_of_ours_and_originals_and_what_is_harmful_do_not() -> None:
    picture, harmful = files.jpg_with_place(), files.pdf()
    reference = referred_with_files(made.referrer(), picture, harmful)
    second = files_with(draft_of(reference))[1]
    examine_what_waits(timezone.now(), draws=lambda _kind, _content: [PAGE, PAGE])
    File.objects.filter(id=second.id).update(scan="found")
    held = zipped(reference)
    assert sorted(path for path in held if path.startswith("files/")) == ["files/001-01.png", "files/001-02.png"]
    assert held["files/001-01.png"] == PAGE.content
    assert picture not in held.values()
    listed = {each["path"]: each["sha256"] for each in json.loads(held["manifest.json"])["files"]}
    assert listed["files/001-02.png"] == sha256(PAGE.content).hexdigest()
    first, other = json.loads(held["record.json"])["files"]
    assert (first["name"], first["sha256"], first["bytes"]) == ("file 1.jpg", files.sha256(picture), len(picture))
    assert (first["scan"], other["scan"], other["copies"]) == ("not_scanned", "found", [])
    said = [dict(entry["rows"]) for entry in files_beside(reference, DossierForm.ZIP).entries]
    assert said[0]["Copy"] == "files/001-01.png\nfiles/001-02.png"
    assert said[0]["Scanned"] == "Not yet scanned for harmful software."
    assert said[0]["Added"].endswith("by " + first["added_by"])
    assert "harmful software" in said[1]["Copy"]
    in_a_pdf = files_beside(reference, DossierForm.PDF)
    assert (in_a_pdf.files, dict(in_a_pdf.entries[0]["rows"])["Copy"]) == ({}, IN_THE_ZIP)


def test_what_waits_for_the_scanner_is_in_no_zip_and_one_that_is_full_says_so(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = referred_with_files(made.referrer(), files.jpg(), files.png())
    examine_what_waits(timezone.now(), draws=lambda _kind, _content: [PAGE])
    monkeypatch.setattr(dossier, "MOST_OF_COPIES", 10)
    beside = files_beside(reference, DossierForm.ZIP)
    assert list(beside.files) == ["files/001-01.png"]
    assert dict(beside.entries[1]["rows"])["Copy"] == TOO_MANY
    settings.CLAMD = "unix:/nowhere"
    waiting = files_beside(reference, DossierForm.ZIP)
    assert waiting.files == {}
    assert "not yet been scanned" in dict(waiting.entries[0]["rows"])["Copy"]
