"""The server's clock jumps back an hour and on by a day: the history stays in order, and no deadline moves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.faults.houses import Place, places
from tests.faults.test_old_versions import MINE

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not LIBRARIES, reason="libfaketime is not installed, so no clock jumped"),
]
CLOCKS = "SELECT id::text, rule, starts_on, due_on FROM cases_clock ORDER BY 1"
CASEWORKER = "caseworker@authority.example"


@pytest.fixture
def house(syncing_server: str, tmp_path: Path) -> Iterator[Place]:
    with places(syncing_server, tmp_path, "opennrm_clock", with_tables=1) as (place,):
        place.told("demo")
        yield place


def at_another_time(place: Place, jump: str) -> Place:
    """The same house on a machine whose clock is wrong by so much."""
    return Place(place.address, place.data, {**place.more, "LD_PRELOAD": str(LIBRARIES[0]), "FAKETIME": jump})


def look_at_a_case(place: Place) -> None:
    reference = place.rows(MINE.format(CASEWORKER))[0][0]
    done = place.run("case", reference, "--as", CASEWORKER, "--json")
    assert done.returncode == 0, done.stderr


def last_entries(place: Place, count: int) -> list[tuple[Any, ...]]:
    return place.rows(f"SELECT seq, at FROM audit_event ORDER BY seq DESC LIMIT {count}")[::-1]  # noqa: S608


@pytest.mark.proves("REL-17")
def test_a_clock_that_jumps_changes_neither_order_nor_deadlines(house: Place) -> None:
    clocks = house.rows(CLOCKS)
    assert len(clocks) > 5
    ((before,),) = house.rows("SELECT seq FROM audit_head")
    for jump in ("+0", "+1d", "-1h"):
        look_at_a_case(at_another_time(house, jump))
    looked = last_entries(house, house.rows("SELECT seq FROM audit_head")[0][0] - before)
    moments = [at for _, at in looked]
    assert moments != sorted(moments), "the clock did jump"
    assert [seq for seq, _ in looked] == list(range(before + 1, before + 1 + len(looked)))
    at_another_time(house, "-1h").told("sweep", codes=(0, 1))
    assert house.rows(CLOCKS) == clocks
    assert house.told("verify", "--no-anchor", "--first")["ok"]
    with psycopg.connect(house.address) as connection:
        ahead = connection.execute("SELECT max(at) > now() + interval '5 minutes' FROM audit_event").fetchone()
    assert ahead == (True,), "which is what readyz gives its alert on"
    assert "LD_PRELOAD" not in os.environ
