"""The database is killed, restarted and frozen while referrals are sent: nothing is lost, and nobody waits long.

Pages answer within five seconds that what was sent was not received, and are themselves again without anybody's help.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest

from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.fault import Fault
from tests.faults.drill import Drill, House, Sending, prepare
from tests.faults.onlooker import verified, wrong_in
from tests.faults.size import sized

pytestmark = pytest.mark.faults
KILLS = sized(12, 100)
FROZEN = sized(12.0, 30.0)
"""Seconds; more than the five in which an answer is due."""
ANSWERED_WITHIN = 5.0
WITH_THE_MACHINE_BUSY = 1.5
Record = Callable[[str, object], None]


@dataclass
class Own:
    """A server of our own with a house on it."""

    server: EmbeddedPostgres
    house: House

    def processes(self) -> list[int]:
        """The server and all that it started."""
        pid = self.server.pid
        if pid is None:
            return []
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *map(int, children)]

    def kill(self, number: int) -> None:
        """Kill the server, or one of those who answer for it, or restart it in order; then have it back."""
        processes = self.processes()
        one_of_them = number % 4 == 3 and len(processes) > 1
        victim = random.choice(processes[1:]) if one_of_them else processes[0]  # noqa: S311 - which does not matter
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGINT if number % 4 == 1 else signal.SIGKILL)
        self.back()

    def back(self) -> None:
        """Wait until it answers again, as whoever looks after a server would."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(psycopg.OperationalError, Fault, OSError):
                self.server.start_again()
                with psycopg.connect(self.house.address, connect_timeout=2) as connection:
                    connection.execute("SELECT 1")
                return
            time.sleep(0.05)
        raise AssertionError("the database did not come back")


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, House]:
    """The folder of a database with people and drafts in it that nobody serves: each test has a copy of its own."""
    folder = tmp_path_factory.mktemp("pattern")
    server = EmbeddedPostgres(folder)
    try:
        address = server.open()
        (folder / "data").mkdir()
        return folder, prepare(address, folder / "data", sized(1500, 6000))
    finally:
        server.close()


@pytest.fixture
def own(pattern: tuple[Path, House], tmp_path: Path) -> Iterator[Own]:
    folder, house = pattern
    shutil.copytree(folder, tmp_path / "place")
    server = EmbeddedPostgres(tmp_path / "place")
    try:
        there = {"DATABASE_URL": server.open(), "OPENNRM_DATA": str(tmp_path / "place" / "data")}
        yield Own(server, replace(house, address=there["DATABASE_URL"], environment=house.environment | there))
    finally:
        server.close()


@pytest.mark.proves("REL-02")
def test_a_database_killed_and_restarted_again_and_again_loses_nothing(
    own: Own, tmp_path: Path, record_property: Record
) -> None:
    with closing(Drill(own.house, tmp_path / "log")) as drill:
        told = drill.run(kills=KILLS, strike=own.kill)
        assert wrong_in(own.house, told) == []
        # It was killed, and people were told so; the same pages answer again, and nobody restarted them.
        assert told.figures["told_not_received"] + told.figures["cut_off_in_flight"] > 0
        assert told.slowest_refusal < ANSWERED_WITHIN + WITH_THE_MACHINE_BUSY
        again = Sending(drill.waiting.popleft())
        drill.send(again)
        assert again.references
    for name, figure in told.figures.items():
        record_property(name, figure)
    assert verified(own.house)["findings"] == []


@pytest.mark.proves("REL-02")
def test_a_frozen_database_is_told_within_five_seconds_and_waited_for(
    own: Own, tmp_path: Path, record_property: Record
) -> None:
    def freeze(number: int) -> None:
        frozen = own.processes()
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)
        time.sleep(FROZEN)
        for pid in reversed(frozen):
            os.kill(pid, signal.SIGCONT)

    with closing(Drill(own.house, tmp_path / "log")) as drill:
        told = drill.run(kills=1, strike=freeze)
        assert wrong_in(own.house, told) == []
        assert told.figures["told_not_received"] >= 4, "every client was told, rather than left to wait"
        assert told.slowest_refusal < ANSWERED_WITHIN + WITH_THE_MACHINE_BUSY
    record_property("frozen_seconds", FROZEN)
    for name, figure in told.figures.items():
        record_property(name, figure)
    assert verified(own.house)["findings"] == []
