"""A disk runs full: data, write-ahead log, temporary files, log. Nothing acknowledged is lost, and it mends by itself.

Each place is a small file system in memory of its own, filled while referrals are sent, and emptied again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.fault import Fault
from tests.faults.drill import Drill, Sending, prepare
from tests.faults.onlooker import verified, wrong_in
from tests.faults.size import sized

pytestmark = [pytest.mark.faults, pytest.mark.drill]
PLACES = ("data", "wal", "temp", "log")
FULL_FOR = sized(4.0, 15.0)
"""Seconds."""


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[None]:
    """A file system of its own at this place."""
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip("no small disk can be mounted here (it takes root), so none was filled")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def fill(place: Path) -> Path:
    """Take all that is free, but for what is freed meanwhile."""
    filler = place / "filler"
    with suppress(OSError), filler.open("wb") as file:
        while True:
            file.write(b"x" * 65536)
            file.flush()
    with suppress(OSError), (place / "filler-rest").open("wb", buffering=0) as file:
        while True:
            file.write(b"x")
    return filler


def make_room(place: Path) -> None:
    for filler in place.glob("filler*"):
        filler.unlink()


def move_wal(server: EmbeddedPostgres, place: Path) -> None:
    """Put the write-ahead log of a stopped server elsewhere."""
    wal = server.cluster / "pg_wal"
    shutil.copytree(wal, place / "pg_wal")
    (place / "pg_wal").chmod(0o700)
    shutil.rmtree(wal)
    wal.symlink_to(place / "pg_wal")


def use_up_segments(address: str) -> None:
    """Write until no segment of the log that was made before is left; the server ends itself over the next one."""
    with suppress(psycopg.Error):
        for _ in range(200):
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute("SELECT pg_logical_emit_message(true, 'full', 'x')")
                connection.execute("SELECT pg_switch_wal()")


def have_back(server: EmbeddedPostgres, address: str) -> None:
    """Wait until it answers, started again where it ended, as whoever looks after a server does."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(psycopg.OperationalError, Fault, OSError):
            server.start_again()
            with psycopg.connect(address) as connection:
                connection.execute("SELECT 1")
            return
        time.sleep(0.2)


@pytest.mark.proves("REL-06")
@pytest.mark.parametrize("which", PLACES)
def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost(
    which: str, tmp_path: Path, record_property: Callable[[str, object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, folder = tmp_path / "disk", tmp_path / "own"
    folder.mkdir()
    with small_disk(disk, 500):
        if which == "temp":
            monkeypatch.setenv("TMPDIR", str(disk))
        server = EmbeddedPostgres(disk if which == "data" else folder)
        address = server.open()
        try:
            if which == "wal":
                server.close()
                move_wal(server, disk)
                address = server.open()
            (tmp_path / "house").mkdir()
            house = prepare(address, tmp_path / "house", sized(800, 3000))
            if which == "temp":
                house.environment["TMPDIR"] = str(disk)
            log = (disk if which == "log" else tmp_path) / "log"

            def run_full(number: int) -> None:
                fill(disk)
                if which == "wal":
                    use_up_segments(address)
                time.sleep(FULL_FOR)
                make_room(disk)
                have_back(server, address)

            with closing(Drill(house, log)) as drill:
                told = drill.run(kills=sized(1, 3), at_least=sized(10, 40), strike=run_full)
                assert wrong_in(house, told) == []
                again = Sending(drill.waiting.popleft())
                drill.send(again)
                assert again.references, "it is itself again, and nobody restarted the pages"
            for name, figure in told.figures.items():
                record_property(name, figure)
            if which in ("data", "wal"):
                assert told.figures["told_not_received"] > 0, "nothing was shown: the disk was not full enough"
            assert verified(house)["findings"] == []
        finally:
            server.close()
        assert os.path.ismount(disk)
