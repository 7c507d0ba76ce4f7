"""A real clamd for a test, with signatures of our own and none of anybody else's; and one that never answers."""

from __future__ import annotations

import hashlib
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from opennrm.evidence.scanning import ScannerAway, is_harmful

# The test file that every scanner is asked to find, put together here so that no file of ours is taken for it.
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR" + "-STANDARD-ANTIVIRUS-" + "TEST-FILE!$H+H*"
CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
LARGEST = 30
needs_clamd = pytest.mark.skipif(CLAMD is None, reason="clamd is not installed, so no file was scanned for real")


def signatures(folder: Path) -> None:
    """Two of our own: the test file by its hash, and its middle wherever it stands in another."""
    content = EICAR.encode()
    (folder / "own.hdb").write_text(f"{hashlib.md5(content).hexdigest()}:{len(content)}:Own.Eicar.Hash\n")  # noqa: S324
    (folder / "own.ndb").write_text(f"Own.Eicar.Inside:0:*:{content[28:60].hex()}\n")


@contextmanager
def clamd_at(folder: Path, *, by_tcp: bool = False) -> Iterator[str]:
    """A clamd that listens; gives the setting that leads to it."""
    database = folder / "database"
    database.mkdir()
    signatures(database)
    port = _free_port()
    where = f"TCPSocket {port}\nTCPAddr 127.0.0.1\n" if by_tcp else f"LocalSocket {folder}/clamd.ctl\n"
    (folder / "clamd.conf").write_text(
        f"Foreground yes\nDatabaseDirectory {database}\nTemporaryDirectory {folder}\nStreamMaxLength {LARGEST}M\n"
        f"MaxThreads 2\nConcurrentDatabaseReload no\n{where}"
    )
    address = f"tcp:127.0.0.1:{port}" if by_tcp else f"unix:{folder}/clamd.ctl"
    daemon = subprocess.Popen([str(CLAMD), "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL)
    try:
        _wait_until_it_answers(daemon, address)
        yield address
    finally:
        daemon.terminate()
        daemon.wait(30)


@contextmanager
def silent(folder: Path) -> Iterator[str]:
    """Somebody who takes what is sent, and never says a word."""
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(folder / "silent"))
    server.listen()
    taken: list[socket.socket] = []

    def take() -> None:
        with suppress(OSError):
            while True:
                taken.append(server.accept()[0])

    threading.Thread(target=take, daemon=True).start()
    try:
        yield f"unix:{folder}/silent"
    finally:
        server.close()
        for each in taken:
            each.close()


def _wait_until_it_answers(daemon: subprocess.Popen[bytes], address: str) -> None:
    from django.conf import settings

    before, settings.CLAMD = settings.CLAMD, address
    try:
        for _try in range(300):
            if daemon.poll() is not None:
                raise RuntimeError("clamd ended")
            with suppress(ScannerAway):
                is_harmful(b"is anybody there")
                return
            time.sleep(0.1)
        raise RuntimeError("clamd did not answer")
    finally:
        settings.CLAMD = before


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
