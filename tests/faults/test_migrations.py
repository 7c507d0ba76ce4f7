"""An upgrade of a large database holds nobody up for long; one that was killed is finished by the next."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from opennrm.config.data_folder import ROOT
from opennrm.config.migrating import LOCK_WAIT
from tests.faults.houses import Place, places
from tests.faults.size import sized
from tests.faults.test_old_versions import KEPT, NAMES, kept, load, upgraded

pytestmark = [pytest.mark.faults, pytest.mark.drill]
LAST = NAMES[-1]
ENTRIES = sized(20_000, 1_000_000)
CASES = sized(500, 20_000)
KILLS = sized(5, 20)
LONGEST_STALL, LONGEST_UPGRADE = 2.0, 30 * 60
GROW = (
    "SELECT audit_append(array_agg(b)) FROM (SELECT body FROM audit_event, generate_series(1, 5000) LIMIT 20000) e(b)",
    "CREATE TEMP TABLE more AS SELECT c.* FROM cases_case c, generate_series(1, 5000) LIMIT {cases}",
    "UPDATE more SET id = gen_random_uuid(), reference = 'NRM-' || substr(md5(random()::text), 1, 20)",
    "INSERT INTO cases_case SELECT * FROM more",
    "CREATE TEMP TABLE told AS SELECT r.*, gen_random_uuid() AS whose FROM referrals_referral r, "
    "generate_series(1, 5000) LIMIT {cases}",
    "INSERT INTO referrals_person ({person}) SELECT whose, {person_but_id} FROM told t "
    "JOIN referrals_person p ON p.id = t.person_id",
    "UPDATE told SET id = gen_random_uuid(), draft_id = gen_random_uuid(), person_id = whose, "
    "reference = 'NRM-' || substr(md5(random()::text), 1, 20)",
    "ALTER TABLE told DROP COLUMN whose",
    "INSERT INTO referrals_referral SELECT * FROM told",
)
USES = (
    "SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT 1) t",
    "SELECT 1 FROM {table} LIMIT 1 FOR UPDATE",
    "BEGIN; LOCK TABLE {table} IN ROW EXCLUSIVE MODE; COMMIT",  # as whoever adds or changes a row does
)
WATCHED = (
    "cases_case",
    "cases_decision",
    "audit_event",
    "notifications_message",
    "referrals_referral",
    "referrals_person",
    "partners_account",
)


@pytest.fixture
def old(syncing_server: str, tmp_path: Path) -> Iterator[Place]:
    with places(syncing_server, tmp_path, "opennrm_migrating") as (place,):
        load(LAST, place)
        yield place


def grow(place: Place) -> None:
    """Make it large: entries by the version's own function, and cases, people and referrals that are copies."""
    columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 'referrals_person'"
    person = sorted((name for (name,) in place.rows(columns)), key=lambda name: name != "id")
    words = {
        "cases": CASES,
        "person": ", ".join(person),
        "person_but_id": ", ".join(f"p.{name}" for name in person[1:]),
    }
    with psycopg.connect(place.address, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        for number in range(max(1, ENTRIES // 20_000)):
            for statement in GROW[:1] if number else GROW:
                connection.execute(statement.format(**words))
        connection.execute("VACUUM ANALYZE")


@contextmanager
def watching(place: Place) -> Iterator[dict[str, float]]:
    """Somebody who reads, writes and locks rows all the while; how long each table kept them waiting at most."""
    longest: dict[str, float] = dict.fromkeys(WATCHED, 0.0)
    over = threading.Event()

    def watch(table: str) -> None:
        with psycopg.connect(place.address, autocommit=True) as connection:
            while not over.is_set():
                for statement in USES:
                    began = time.monotonic()
                    connection.execute(statement.format(table=table).encode())
                    longest[table] = max(longest[table], time.monotonic() - began)
                time.sleep(0.02)

    watchers = [threading.Thread(target=watch, args=(table,)) for table in WATCHED]
    for watcher in watchers:
        watcher.start()
    try:
        yield longest
    finally:
        over.set()
        for watcher in watchers:
            watcher.join()


@pytest.mark.proves("REL-34")
def test_an_upgrade_of_a_large_database_holds_no_table_for_long(
    old: Place, record_property: Callable[[str, object], None]
) -> None:
    grow(old)
    with watching(old) as longest:
        began = time.monotonic()
        done = old.run("profiles")
        took = time.monotonic() - began
    assert done.returncode == 0, done.stderr
    for table, stall in longest.items():
        record_property(f"stall_{table}", round(stall, 2))
    record_property("entries", ENTRIES)
    record_property("people", CASES)
    record_property("seconds", round(took, 1))
    assert {table: stall for table, stall in longest.items() if stall > LONGEST_STALL} == {}
    assert took < LONGEST_UPGRADE


@pytest.mark.proves("REL-34")
def test_a_planted_lock_is_seen_by_whoever_watches(old: Place) -> None:
    with watching(old) as longest, psycopg.connect(old.address) as connection:
        connection.execute("LOCK TABLE cases_case IN ACCESS EXCLUSIVE MODE")
        time.sleep(LONGEST_STALL + 0.5)
        connection.rollback()
    assert [table for table, stall in longest.items() if stall > LONGEST_STALL] == ["cases_case"]


@pytest.mark.proves("REL-34")
def test_an_upgrade_waits_for_somebody_who_reads_on_and_lets_the_others_by(old: Place) -> None:
    with watching(old) as longest, psycopg.connect(old.address) as reader:
        reader.execute("SELECT 1 FROM cases_case LIMIT 1")
        leave = threading.Timer(4 * LOCK_WAIT + 4, reader.rollback)
        leave.start()
        done = old.run("profiles")
        leave.join()
    assert done.returncode == 0, done.stderr
    assert {table: stall for table, stall in longest.items() if stall > LONGEST_STALL} == {}


@pytest.mark.proves("REL-35")
def test_an_upgrade_killed_again_and_again_is_finished_by_the_next(
    old: Place, record_property: Callable[[str, object], None]
) -> None:
    ((entries,),) = old.rows("SELECT seq FROM audit_head")
    before = kept(old, entries)
    draw = random.Random(35)  # noqa: S311 - when it is killed hides nothing
    killed = started = 0
    environment = {**os.environ, **old.more, "DATABASE_URL": old.address, "OPENNRM_DATA": str(old.data)}
    environment |= {"PYTHONPATH": str(ROOT / "src")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    while killed < KILLS and started < 10 * KILLS:
        running = subprocess.Popen(
            [sys.executable, "-m", "opennrm", "profiles"], cwd=ROOT, env=environment, stdout=-3, stderr=-3
        )
        started += 1
        until = time.monotonic() + draw.uniform(0.5, 8.0)
        while running.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        if running.poll() is None:
            running.send_signal(signal.SIGKILL)
            killed += 1
            running.wait()
        else:  # it came to its end: what it was cut off in is whole, and another upgrade begins
            assert running.returncode == 0
            assert kept(old, entries) == before
            emptied(old)
            load(LAST, old)
    record_property("killed", killed)
    assert killed == KILLS, "it was too quick to be killed"
    assert upgraded(old)["findings"] == []
    assert kept(old, entries) == before
    assert len(before) == len(KEPT)


def emptied(place: Place) -> None:
    """Drop all that is in it."""
    place.change("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
