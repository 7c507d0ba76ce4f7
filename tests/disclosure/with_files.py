"""A record with a photograph and its copy, a PDF with two pages, and a file in which the scanner found something."""

from __future__ import annotations

from unittest.mock import patch

from django.utils import timezone

from opennrm.evidence import examining
from opennrm.evidence.examining import examine_what_waits
from opennrm.evidence.models import File
from opennrm.evidence.queries import files_with
from opennrm.evidence.sandbox import Drawn
from opennrm.referrals.adding import draft_of
from tests.disclosure.records import Example
from tests.evidence.sent import referred_with_files
from tests.factories import cases as made
from tests.factories import files

PAGES = {"jpg": [Drawn("png", files.png())], "pdf": [Drawn("png", files.png()), Drawn("png", files.png())]}
PICTURE, LETTER, HARMFUL = files.jpg_with_place(), files.pdf(2), files.jpg(20, 20)


def record_with_files() -> tuple[Example, list[str]]:
    """The record, and the keys of its three files."""
    reference = referred_with_files(made.referrer(), PICTURE, LETTER, HARMFUL)
    with patch.object(examining, "is_there", lambda: True):
        examine_what_waits(timezone.now(), draws=lambda kind, _content: PAGES[kind])
    ids = [file.id for file in files_with(draft_of(reference))]
    File.objects.filter(id=ids[2]).update(scan="found")
    officer, second = made.officer("records_officer", name="Ada Quist"), made.officer("manager", name="Caspian Mill")
    return Example(reference, officer, second), [f"file:{id_}" for id_ in ids]
