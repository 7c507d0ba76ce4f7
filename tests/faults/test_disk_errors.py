"""The disk answers now and then with an error: nothing is acknowledged that is not kept, and it mends by itself.

Every hundredth write, sync and rename of the database's processes and of those that serve the pages fails (EIO, ENOSPC,
EINTR), injected by strace.
"""

from __future__ import annotations

import itertools
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from opennrm.config.embedded_postgres import EmbeddedPostgres
from tests.faults.drill import Drill, House, Sending, prepare
from tests.faults.onlooker import verified, wrong_in
from tests.faults.size import sized
from tests.faults.test_disk_full import have_back

STRACE = shutil.which("strace")
pytestmark = [
    pytest.mark.faults,
    pytest.mark.drill,
    pytest.mark.skipif(STRACE is None, reason="strace is not installed, so no error of a disk was injected"),
]
ERRORS = ("EIO", "ENOSPC", "EINTR")
CALLS = "write,writev,pwrite64,pwritev,fsync,fdatasync,rename,renameat2"
BLOWS = sized(3, 30)
BROKEN_FOR = sized(3.0, 6.0)
"""Seconds."""
FAILED = sized(1, 20)
"""Calls that have to fail by each error, so that something is shown."""


def processes_of(server: EmbeddedPostgres) -> list[int]:
    """The postmaster and all that it started."""
    postmaster = int((server.cluster / "postmaster.pid").read_text().splitlines()[0])
    return [postmaster, *children_of(postmaster)]


def children_of(pid: int) -> list[int]:
    """Those that a process started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def failing(pids: list[int], error: str, first: int, told: Path) -> Iterator[None]:
    """One in a hundred of these calls fails in these processes and in all that they start; `told` says which."""
    assert STRACE
    inject = f"inject={CALLS}:error={error}:when={first}+100"
    command = [STRACE, "-f", "-qq", "-o", str(told), "-e", f"trace={CALLS}", "-e", inject]
    running = subprocess.Popen([*command, *(f"--attach={pid}" for pid in pids)], stderr=subprocess.PIPE)
    try:
        yield
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=60)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    (tmp_path / "own").mkdir()
    made = EmbeddedPostgres(tmp_path / "own")
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def house(server: EmbeddedPostgres, tmp_path: Path) -> House:
    address = server.open()
    (tmp_path / "house").mkdir()
    return prepare(address, tmp_path / "house", sized(800, 6000))


def breaker(server: EmbeddedPostgres, drill: Drill, told: Path) -> Callable[[int], None]:
    """What lets the disk fail for some seconds, one error after the other, also where it is called for again."""
    blows = itertools.count()
    draw = random.Random(7)  # noqa: S311 - which call fails hides nothing

    def strike(_number: int) -> None:
        number = next(blows)
        pids = [*processes_of(server), drill.server.pid, *children_of(drill.server.pid)]
        place = told / f"strace-{time.monotonic_ns()}"
        with failing(pids, ERRORS[number % len(ERRORS)], draw.randint(1, 20), place):
            time.sleep(BROKEN_FOR)
        have_back(server, drill.house.address)

    return strike


def injected(told: Path) -> dict[str, int]:
    """How many calls failed, by error."""
    lines = [line for path in told.glob("strace-*") for line in path.read_text(errors="replace").splitlines()]
    return {error: sum(1 for line in lines if "(INJECTED)" in line and error in line) for error in ERRORS}


@pytest.mark.proves("REL-07")
def test_errors_of_the_disk_bring_no_false_receipt(
    house: House, server: EmbeddedPostgres, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with closing(Drill(house, tmp_path / "log")) as drill:
        strike = breaker(server, drill, tmp_path)
        told = drill.run(kills=BLOWS, at_least=sized(10, 40), strike=strike)
        while min(injected(tmp_path).values()) < FAILED and told.kills < 5 * BLOWS:
            told = drill.run(kills=len(ERRORS), strike=strike)
        again = Sending(drill.waiting.popleft())
        drill.send(again)
        assert again.references, "it is itself again, and nobody restarted the pages"
        told.sendings.append(again)
    failed = injected(tmp_path)
    for name, figure in {**told.figures, **{f"failed_{error}": count for error, count in failed.items()}}.items():
        record_property(name, figure)
    assert wrong_in(house, told) == []
    assert verified(house)["findings"] == []
    assert min(failed.values()) >= FAILED, f"hardly anything failed: {failed}"


@pytest.mark.proves("REL-07")
def test_a_receipt_before_commit_is_found(house: House, server: EmbeddedPostgres, tmp_path: Path) -> None:
    with closing(Drill(house, tmp_path / "log", "acknowledge_before_commit")) as drill:
        wrong: list[str] = []
        for _ in range(10):
            told = drill.run(kills=3, at_least=1, strike=breaker(server, drill, tmp_path))
            time.sleep(2.0)  # what is only late is not lost
            if wrong := wrong_in(house, told):
                break
    assert any("acknowledged" in each for each in wrong)
