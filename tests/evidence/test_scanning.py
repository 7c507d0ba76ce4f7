"""Somebody's laptop was infected, and with the letter comes what infected it: a real scanner finds it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from opennrm.evidence import scanning
from opennrm.evidence.scanning import NotScanned, ScannerAway, is_harmful
from tests.evidence.clamd import EICAR, LARGEST, clamd_at, needs_clamd, silent
from tests.factories import files

pytestmark = pytest.mark.proves("FILE-02", "5.4.3")


@pytest.fixture(scope="module", params=["by a socket", "over the network"])
def scanner(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with clamd_at(tmp_path_factory.mktemp("c"), by_tcp=request.param == "over the network") as address:
        yield address


@needs_clamd
def test_a_real_scanner_finds_the_test_file_wherever_it_hides_and_nothing_in_honest_ones(
    scanner: str, settings: Any
) -> None:
    settings.CLAMD = scanner
    assert is_harmful(EICAR.encode())
    assert is_harmful(files.archive({"a.txt": EICAR.encode()}))
    assert is_harmful(files.docx(word__media__a_bin=EICAR.encode()))
    nested = EICAR.encode()
    for _level in range(5):
        nested = files.archive({"inner.zip": nested})
    assert is_harmful(nested)
    assert [is_harmful(content) for content in (files.jpg(), files.pdf(), files.docx(), b"", EICAR[:-5].encode())] == (
        [False, False, False, False, True]  # the last by the signature of its middle
    )


@needs_clamd
def test_what_is_larger_than_the_scanner_takes_is_not_said_to_be_clean(scanner: str, settings: Any) -> None:
    settings.CLAMD = scanner
    with pytest.raises((NotScanned, ScannerAway)):
        is_harmful(bytes((LARGEST + 1) * 1024 * 1024))


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.ctl", "tcp:127.0.0.1:1", "tcp:nobody.invalid:3310"])
def test_a_scanner_that_is_down_is_away(address: str, settings: Any) -> None:
    settings.CLAMD = address
    with pytest.raises(ScannerAway):
        is_harmful(b"a letter")


def test_a_scanner_that_hangs_is_away_after_its_time(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "SECONDS", 0.3)
    with silent(tmp_path) as settings.CLAMD:
        began = time.monotonic()
        with pytest.raises(ScannerAway):
            is_harmful(b"a letter")
        assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"", ScannerAway),
        (b"stream: ERROR\x00", NotScanned),
        (b"INSTREAM size limit exceeded. ERROR\x00", NotScanned),
        (b"\xff\xfe\x00", NotScanned),
        (b"OK\x00", NotScanned),
        (b"x" * 10_000, NotScanned),
    ],
)
def test_no_other_answer_is_taken_for_clean(tmp_path: Path, settings: Any, answer: bytes, kind: Any) -> None:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(tmp_path / "odd"))
    server.listen()

    def say() -> None:
        caller, _ = server.accept()
        with caller:
            caller.recv(4096)
            caller.sendall(answer)

    thread = threading.Thread(target=say)
    thread.start()
    settings.CLAMD = f"unix:{tmp_path}/odd"
    with pytest.raises(kind):
        is_harmful(b"a letter")
    thread.join(5)
    server.close()
