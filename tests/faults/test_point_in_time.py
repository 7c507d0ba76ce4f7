"""Back to the moment before a mistake, by the archived log: as docs/how-to/back-up-and-restore.md says it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from opennrm.config.postgres_owner import owner_of
from opennrm.config.postgres_programs import find_programs
from opennrm.config.table_sums import chain_head, table_sums
from tests.faults.houses import Place

pytestmark = [pytest.mark.faults, pytest.mark.drill]


@contextmanager
def running(cluster: Path, sockets: Path, *settings: str) -> Iterator[str]:
    """An operator's own server on this cluster; gives the address of its database `postgres`."""
    programs = find_programs()
    owner = owner_of(cluster, programs)
    sockets.mkdir(exist_ok=True)
    options = ["listen_addresses=", f"unix_socket_directories={sockets}", "log_min_messages=fatal", *settings]
    command = [str(programs.postgres), "-D", str(cluster), *(word for each in options for word in ("-c", each))]
    with (cluster.parent / f"{cluster.name}.log").open("ab") as log:
        server = subprocess.Popen(command, preexec_fn=owner.before_exec, stderr=log, stdout=log)
    address = f"postgresql://opennrm@/postgres?host={sockets}"
    try:
        until = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(address) as connection:
                    in_recovery = connection.execute("SELECT pg_is_in_recovery()").fetchone()
                if in_recovery == (False,):
                    break
            except psycopg.OperationalError:
                assert server.poll() is None, (cluster.parent / f"{cluster.name}.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(60)


def make(cluster: Path) -> None:
    """A new cluster as a distribution makes it."""
    programs = find_programs()
    cluster.mkdir(mode=0o700)
    owner = owner_of(cluster, programs)
    command = [str(programs.initdb), f"--pgdata={cluster}", "--username=opennrm", "--auth=trust", "--encoding=UTF8"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [*command, "--data-checksums"],
        preexec_fn=owner.before_exec,
        env=environment,
        cwd="/",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.proves("REL-31")
def test_a_restore_to_the_moment_before_a_mistake_has_the_rows_of_that_moment(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    archive, base = tmp_path / "archive", tmp_path / "base"
    archive.mkdir()
    make(tmp_path / "cluster")
    keep = ("wal_level=replica", "archive_mode=on", f"archive_command=test ! -f {archive}/%f && cp %p {archive}/%f")
    with running(tmp_path / "cluster", tmp_path / "s1", *keep) as address:
        place = Place(address, tmp_path / "data", {"OPENNRM_DEMONSTRATION": "1"})
        place.told("demo")
        programs = find_programs()
        subprocess.run(
            [programs.folder / "pg_basebackup", "-D", base, "-d", address, "-c", "fast", "-X", "none"],
            check=True,
            preexec_fn=owner_of(tmp_path / "cluster", programs).before_exec,
        )
        place.change("UPDATE partners_team SET name = 'After the base backup'")
        with psycopg.connect(address) as connection:
            expected, head = table_sums(connection), chain_head(connection)
        place.rows("SELECT pg_create_restore_point('before_the_mistake')")
        place.change("DELETE FROM notifications_message", "UPDATE cases_case SET stage = 'closed'")
        place.rows("SELECT pg_switch_wal()")
        until = time.monotonic() + 60
        while place.rows("SELECT last_archived_wal IS NULL FROM pg_stat_archiver") == [(True,)]:
            assert time.monotonic() < until
            time.sleep(0.2)
        with psycopg.connect(address) as connection:
            assert table_sums(connection) != expected, "the mistake was made"
    (base / "recovery.signal").touch()
    began = time.monotonic()
    back = (
        f"restore_command=cp {archive}/%f %p",
        "recovery_target_name=before_the_mistake",
        "recovery_target_action=promote",
    )
    with running(base, tmp_path / "s2", *back) as address:
        record_property("seconds_back", round(time.monotonic() - began, 1))
        with psycopg.connect(address) as connection:
            assert table_sums(connection) == expected
            assert chain_head(connection) == head
        keys = {"OPENNRM_DEMONSTRATION": "1", "OPENNRM_KEYS": str(tmp_path / "data/keys")}
        restored = Place(address, tmp_path / "data-restored", keys)
        assert restored.told("verify", "--no-anchor", "--first")["ok"]
