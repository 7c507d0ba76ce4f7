"""A worker is killed a hundred times while referrals are being sent: what was acknowledged is there, once and whole.

The same drill finds two bugs that a real change could bring in, and finds them by its kills alone.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests.faults.drill import PATIENCE, Drill, House, Told, prepare
from tests.faults.onlooker import verified, wrong_in
from tests.faults.serving import BUGS
from tests.faults.size import sized

pytestmark = pytest.mark.faults

DRAFTS = sized(3000, 9000)
IN_FLIGHT = sized(200, 1000)
NewHouse = Callable[[], House]


@pytest.fixture(scope="module")
def new_house(syncing_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewHouse]:
    """Makes houses with people and drafts, each on a database of its own; the first is the pattern of the others."""
    made: list[str] = []

    def create(pattern: str | None = None) -> str:
        name = f"opennrm_drill_{len(made)}"
        with psycopg.connect(syncing_server, autocommit=True) as connection:
            _drop(connection, name)
            like = sql.SQL(" TEMPLATE {}").format(sql.Identifier(pattern)) if pattern else sql.SQL("")
            connection.execute(sql.SQL("CREATE DATABASE {}{}").format(sql.Identifier(name), like))
        made.append(name)
        return name

    pattern = prepare(_address(syncing_server, create()), tmp_path_factory.mktemp("data"), DRAFTS)

    def another() -> House:
        address = _address(syncing_server, create(made[0]))
        return replace(pattern, address=address, environment={**pattern.environment, "DATABASE_URL": address})

    yield another
    with psycopg.connect(syncing_server, autocommit=True) as connection:
        for name in made:
            _drop(connection, name)


def _drop(connection: psycopg.Connection[Any], name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _address(server: str, database: str) -> str:
    parts = conninfo_to_dict(server)
    return f"postgresql://{parts.get('user', '')}@/{database}?host={parts.get('host', '')}&port={parts.get('port', '')}"


def _show(name: str, told: Told, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    figures = ", ".join(f"{figure:g} {what.replace('_', ' ')}" for what, figure in told.figures.items())
    with capsys.disabled():
        sys.stdout.write(f"\n{name}: {figures}; {len(wrong)} findings\n")


@pytest.mark.proves("REL-01", "2.3.3")
def test_a_hundred_kills_lose_double_and_halve_nothing(
    new_house: NewHouse,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:
    house = new_house()
    with closing(Drill(house, tmp_path / "log")) as drill:
        told = drill.run(kills=100, in_flight=IN_FLIGHT)
        wrong = wrong_in(house, told)
        _show("no bug planted", told, wrong, capsys)
        for name, figure in told.figures.items():
            record_property(name, figure)
        assert wrong == []
        assert told.in_flight >= IN_FLIGHT
        again = [sending for sending in told.sendings if sending.cut_off][:20] + told.sendings[:5]
        for sending in again:
            drill.send(sending)
    assert wrong_in(house, told) == []
    assert all(len(set(sending.references)) == 1 for sending in told.sendings)
    assert told.figures["acknowledged"] >= 35
    assert told.figures["cut_off_in_flight"] >= 50, "the kills hit too little to prove anything"
    looked_at = verified(house)
    assert looked_at["findings"] == []
    assert looked_at["referrals"] == told.figures["acknowledged"]


@pytest.mark.proves("REL-01")
@pytest.mark.parametrize("bug", BUGS)
def test_the_same_drill_finds_a_planted_bug(
    bug: str, new_house: NewHouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = new_house()
    with closing(Drill(house, tmp_path / "log", bug)) as drill:
        told = drill.run(kills=25)
        while not (wrong := wrong_in(house, told)) and told.kills < 100:
            told = drill.run(kills=25)
    _show(f"planted: {bug}", told, wrong, capsys)
    assert wrong, "then a hundred kills of the sound product prove nothing either"


@pytest.mark.parametrize("bug", BUGS)
def test_it_is_the_kills_that_find_the_bug(bug: str, new_house: NewHouse, tmp_path: Path) -> None:
    house = new_house()
    with closing(Drill(house, tmp_path / "log", bug)) as drill:
        told = drill.run(kills=0)
        until = time.monotonic() + PATIENCE
        while wrong_in(house, told) and time.monotonic() < until:
            time.sleep(0.1)  # what is done in the background may take its time where nobody kills
    assert wrong_in(house, told) == [], (tmp_path / "log").read_text()
    assert verified(house)["ok"]
