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
)
READS = ("SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT 1) t", "SELECT 1 FROM {table} LIMIT 1 FOR UPDATE")
WATCHED = ("cases_case", "audit_event", "notifications_message", "referrals_referral", "partners_account")


@pytest.fixture
def old(syncing_server: str, tmp_path: Path) -> Iterator[Place]:
    with places(syncing_server, tmp_path, "opennrm_migrating") as (place,):
        load(LAST, place)
        yield place


def grow(place: Place) -> None:
    """Make it large: entries by the version's own function, and cases that are copies."""
    with psycopg.connect(place.address, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        for number in range(max(1, ENTRIES // 20_000)):
            for statement in GROW[:1] if number else GROW:
                connection.execute(statement.format(cases=CASES))
        connection.execute("VACUUM ANALYZE")


@contextmanager
def watching(place: Place) -> Iterator[dict[str, float]]:
    """Somebody who reads and locks rows all the while; how long each table kept them waiting at most."""
    longest: dict[str, float] = dict.fromkeys(WATCHED, 0.0)
    over = threading.Event()

    def watch(table: str) -> None:
        with psycopg.connect(place.address, autocommit=True) as connection:
            while not over.is_set():
                for statement in READS:
                    began = time.monotonic()
                    connection.execute(statement.format(table=table))  # type: ignore[arg-type]
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


@pytest.mark.proves("REL-35")
def test_an_upgrade_killed_again_and_again_is_finished_by_the_next(
    old: Place, record_property: Callable[[str, object], None]
) -> None:
    ((entries,),) = old.rows("SELECT seq FROM audit_head")
    before = kept(old, entries)
    draw = random.Random(35)  # noqa: S311 - when it is killed hides nothing
    killed = 0
    environment = {**os.environ, **old.more, "DATABASE_URL": old.address, "OPENNRM_DATA": str(old.data)}
    environment |= {"PYTHONPATH": str(ROOT / "src")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    for _ in range(KILLS):
        running = subprocess.Popen(
            [sys.executable, "-m", "opennrm", "profiles"], cwd=ROOT, env=environment, stdout=-3, stderr=-3
        )
        until = time.monotonic() + draw.uniform(0.5, sized(4.0, 8.0))
        while running.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        if running.poll() is None:
            running.send_signal(signal.SIGKILL)
            killed += 1
        running.wait()
    record_property("killed", killed)
    assert killed >= KILLS // 2, "it was too quick to be killed"
    assert upgraded(old)["findings"] == []
    assert kept(old, entries) == before
    assert len(before) == len(KEPT)
