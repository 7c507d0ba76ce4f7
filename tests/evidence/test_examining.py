"""While the scanner is down the referral is received and its files wait, visibly; when it is back they are scanned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.erasing import erase_keys_of_case
from opennrm.evidence import examining
from opennrm.evidence.examining import Examined, examine_what_waits
from opennrm.evidence.file_words import why_no_copy
from opennrm.evidence.models import Copy, File
from opennrm.evidence.queries import files_with, lacks_program, lacks_sandbox, not_scanned_since
from opennrm.evidence.sandbox import Drawn, NotDrawn
from opennrm.evidence.scanning import NotScanned, ScannerAway
from opennrm.referrals.adding import draft_of
from tests.cases.test_erasing import tombstone_for
from tests.evidence.clamd import EICAR, clamd_at, needs_clamd
from tests.evidence.sent import referred_with_files
from tests.evidence.test_sandbox import needs_sandbox
from tests.factories import cases as made
from tests.factories import files

pytestmark = pytest.mark.django_db
PAGE = Drawn("png", files.png())


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "is_there", lambda: True)
    monkeypatch.setattr(examining, "kinds_without_program", list)


def drawn(_kind: str, _content: bytes) -> list[Drawn]:
    return [PAGE, PAGE]


def raising(fault: type[Exception]) -> Callable[..., Any]:
    def fail(*_given: Any) -> Any:
        raise fault

    return fail


def stands(reference: str) -> list[tuple[str, str, int]]:
    return [(each.scan, each.copy, each.pages) for each in files_with(draft_of(reference))]


def test_without_a_scanner_a_file_is_visibly_not_scanned_and_its_copy_is_made() -> None:
    reference = referred_with_files(made.referrer(), files.jpg(), files.SOUNDS["mp3"])
    assert examine_what_waits(timezone.now(), draws=drawn) == Examined(copied=2)
    assert stands(reference) == [("not_scanned", "made", 2)] * 2
    assert examine_what_waits(timezone.now(), draws=drawn) == Examined()
    assert Copy.objects.count() == 4


def test_a_sound_waits_visibly_for_a_program_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    reference = referred_with_files(made.referrer(), files.jpg(), files.SOUNDS["mp3"], files.doc())
    monkeypatch.setattr(examining, "kinds_without_program", lambda: ["mp3"])
    assert examine_what_waits(timezone.now(), draws=drawn) == Examined(copied=2)
    assert [copy for _scan, copy, _pages in stands(reference)] == ["made", "no_program", "made"]
    assert lacks_program()
    told = why_no_copy(files_with(draft_of(reference))[1])
    assert told == "No working copy could be made here, because the program ffmpeg is not installed."
    monkeypatch.setattr(examining, "kinds_without_program", list)
    assert examine_what_waits(timezone.now(), draws=drawn) == Examined(copied=1)
    assert not lacks_program()


@pytest.mark.proves("FILE-02", "16.5.2")
def test_while_the_scanner_is_away_a_file_waits_and_nothing_is_drawn_of_it(settings: Any) -> None:
    settings.CLAMD = "unix:/nowhere"
    reference = referred_with_files(made.referrer(), files.jpg())
    at = timezone.now()
    assert examine_what_waits(at, raising(ScannerAway), drawn) == Examined(scanner_away=True)
    assert stands(reference) == [("not_scanned", "awaited", 0)]
    assert not_scanned_since() is not None
    assert examine_what_waits(at, lambda _content: False, drawn) == Examined(1, 1)
    assert stands(reference) == [("clean", "made", 2)]
    assert not_scanned_since() is None
    (told,) = [each for each in events_of_case(reference) if each.kind == "FileScanned"]
    assert (told.facts["result"], told.by) == ("clean", None)


def test_what_the_scanner_cannot_scan_keeps_nothing_else_from_being_scanned(settings: Any) -> None:
    settings.CLAMD = "unix:/nowhere"
    reference = referred_with_files(made.referrer(), files.jpg(), files.pdf())
    answers = iter([raising(NotScanned), lambda _content: False])
    at = timezone.now()
    assert examine_what_waits(at, lambda content: next(answers)(content), drawn) == Examined(1, 1)
    assert [scan for scan, _copy, _pages in stands(reference)] == ["not_scanned", "clean"]
    assert examine_what_waits(at + timedelta(minutes=59), raising(AssertionError), drawn) == Examined()
    assert examine_what_waits(at + timedelta(minutes=61), lambda _content: False, drawn) == Examined(1, 1)


@needs_clamd
@pytest.mark.proves("FILE-02", "5.4.3")
def test_what_a_real_scanner_finds_is_never_drawn(settings: Any, tmp_path: Path) -> None:
    reference = referred_with_files(made.referrer(), files.jpg(), files.docx(word__note=EICAR.encode()))
    with clamd_at(tmp_path) as settings.CLAMD:
        assert examine_what_waits(timezone.now(), draws=drawn) == Examined(2, 1)
    assert stands(reference) == [("clean", "made", 2), ("found", "awaited", 0)]
    settings.CLAMD = ""  # nor when there is no scanner any more
    assert examine_what_waits(timezone.now(), draws=drawn) == Examined()


def test_what_cannot_be_drawn_is_tried_once_and_what_takes_the_worker_along_three_times() -> None:
    reference = referred_with_files(made.referrer(), files.jpg())
    assert examine_what_waits(timezone.now(), draws=raising(NotDrawn)) == Examined()
    assert stands(reference) == [("not_scanned", "failed", 0)]
    File.objects.update(copy="awaited", tries=0)
    for _try in range(3):
        with pytest.raises(MemoryError):
            examine_what_waits(timezone.now(), draws=raising(MemoryError))
    assert examine_what_waits(timezone.now(), draws=raising(AssertionError)) == Examined()
    assert stands(reference) == [("not_scanned", "failed", 0)]


def test_without_a_sandbox_nothing_is_drawn_and_it_is_made_up_for_when_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reference = referred_with_files(made.referrer(), files.jpg())
    monkeypatch.setattr(examining, "is_there", lambda: False)
    assert examine_what_waits(timezone.now(), draws=raising(AssertionError)) == Examined()
    assert stands(reference) == [("not_scanned", "no_sandbox", 0)]
    assert lacks_sandbox()
    monkeypatch.setattr(examining, "is_there", lambda: True)
    assert examine_what_waits(timezone.now(), draws=drawn) == Examined(copied=1)
    assert not lacks_sandbox()


@needs_sandbox
def test_a_real_copy_is_sealed_and_opens_again() -> None:
    reference = referred_with_files(made.referrer(), files.pdf(2))
    assert examine_what_waits(timezone.now()) == Examined(copied=1)
    assert stands(reference) == [("not_scanned", "made", 2)]
    assert all(copy.content.startswith(b"\x89PNG") for copy in Copy.objects.all())


def test_a_file_of_a_record_that_was_erased_is_neither_scanned_nor_waited_for(settings: Any) -> None:
    settings.CLAMD = "unix:/nowhere"
    reference = referred_with_files(made.referrer(), files.jpg())
    tombstone_for(reference)
    erase_keys_of_case(reference, because="retention", by=None, at=timezone.now())
    File.objects.update(copy="no_sandbox")
    assert examine_what_waits(timezone.now(), lambda _content: False, drawn) == Examined()
    assert [each.kind for each in events_of_case(reference) if each.kind == "FileScanned"] == []
    assert not_scanned_since() is None
    assert not lacks_sandbox()
