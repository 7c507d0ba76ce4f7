"""The database beside the product: kept, adopted, recovered, stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from opennrm.config import postgres_programs
from opennrm.config.data_folder import secret_key
from opennrm.config.embedded_postgres import EmbeddedPostgres, refuse_other_version
from opennrm.config.fault import Fault
from opennrm.config.postgres_programs import Programs, find_programs, installed_folders, programs_in
from opennrm.config.postgres_settings import settings_for, socket_folder
from opennrm.config.postmaster import clear_stale, is_alive


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    postgres = EmbeddedPostgres(tmp_path)
    postgres.open()
    yield postgres
    postgres.close()


def ask(server: EmbeddedPostgres, question: str) -> object:
    with psycopg.connect(server.url, autocommit=True) as connection:
        cursor = connection.execute(question)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def test_what_was_acknowledged_outlives_a_killed_server(server: EmbeddedPostgres) -> None:
    ask(server, "CREATE TABLE kept AS SELECT 41 + 1 AS answer")
    assert server.pid
    os.kill(server.pid, signal.SIGKILL)
    server.start_again()
    assert ask(server, "SELECT answer FROM kept") == 42


def test_a_server_whose_starter_was_killed_is_adopted_and_then_stopped(tmp_path: Path) -> None:
    starter = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from opennrm.config.embedded_postgres import EmbeddedPostgres;"
            "EmbeddedPostgres(Path(sys.argv[1])).open(); print('up', flush=True); time.sleep(60)",
            str(tmp_path),
        ],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "src"},
        cwd=Path(__file__).parents[2],
    )
    assert starter.stdout
    assert starter.stdout.readline() == b"up\n"
    starter.kill()
    starter.communicate()
    left = EmbeddedPostgres(tmp_path)
    orphan = left.pid
    assert orphan is not None
    left.open()
    assert left.pid == orphan
    left.close()
    assert not is_alive(orphan, left.cluster)


def test_the_last_to_leave_stops_the_server(server: EmbeddedPostgres) -> None:
    other = EmbeddedPostgres(server.folder)
    other.open()
    other.close()
    assert ask(server, "SELECT 1") == 1


def test_it_syncs_to_disk_checks_its_pages_and_listens_on_no_port(server: EmbeddedPostgres) -> None:
    assert [ask(server, f"SHOW {name}") for name in ("fsync", "data_checksums", "listen_addresses")] == ["on", "on", ""]


def test_its_log_holds_neither_statements_nor_values(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE person (name text UNIQUE, age int)")
        connection.execute("INSERT INTO person VALUES ('Blodwen', 1)")
        connection.commit()
        for wrong in ("INSERT INTO person VALUES ('Blodwen', 2)", "SELECT 'Blodwen'::int"):
            with pytest.raises(psycopg.Error):
                connection.execute(wrong)
            connection.rollback()
    assert "Blodwen" not in server.log.read_text()


def test_nobody_else_on_the_machine_reaches_its_socket(server: EmbeddedPostgres) -> None:
    assert socket_folder(server.folder).stat().st_mode & 0o777 == 0o700
    assert server.cluster not in socket_folder(server.folder).parents


def test_the_path_of_the_socket_stays_short_whatever_the_folders_are_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("long" * 30)))
    assert len(str(socket_folder(tmp_path / ("deep" * 40)) / ".s.PGSQL.5432")) < 107


def test_a_folder_of_another_version_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "PG_VERSION").write_text("16\n")
    with pytest.raises(Fault, match=r"by PostgreSQL 16 .* is PostgreSQL 18 .*OPENNRM_PG_BIN.* move that folder away"):
        refuse_other_version(tmp_path, Programs(Path("/somewhere/bin"), 18))


def test_a_pid_file_whose_number_another_program_has_does_not_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n")
    clear_stale(tmp_path)
    assert not (tmp_path / "postmaster.pid").exists()


def test_a_half_made_cluster_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "postgresql.making").mkdir()
    (tmp_path / "postgresql.making" / "PG_VERSION").write_text("18")
    postgres = EmbeddedPostgres(tmp_path, fsync=False)
    postgres.open()
    try:
        assert ask(postgres, "SELECT 1") == 1
    finally:
        postgres.close()


def test_a_postgresql_installed_on_the_machine_can_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = next((found for folder in installed_folders() if (found := programs_in(folder))), None)
    if installed is None:
        pytest.skip("no PostgreSQL is installed on this machine beside the wheel's")
    monkeypatch.setenv("OPENNRM_PG_BIN", str(installed.folder))
    postgres = EmbeddedPostgres(tmp_path, fsync=False)
    postgres.open()
    try:
        assert str(ask(postgres, "SHOW server_version")).startswith(str(installed.major))
    finally:
        postgres.close()


def test_programs_that_do_not_start_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENNRM_PG_BIN", str(tmp_path))
    with pytest.raises(Fault, match=r"OPENNRM_PG_BIN names .* holds no PostgreSQL"):
        find_programs()


def test_a_machine_without_postgresql_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENNRM_PG_BIN", raising=False)
    monkeypatch.setattr(postgres_programs, "programs_in", lambda folder: None)
    with pytest.raises(Fault, match=r"no PostgreSQL that starts .*apt-get install postgresql.*DATABASE_URL"):
        find_programs()


def test_only_the_tests_own_cluster_may_leave_out_the_disk() -> None:
    assert settings_for(18, Path("/x"), fsync=True)["fsync"] == "on"
    assert settings_for(15, Path("/x"), fsync=False)["fsync"] == "off"
    assert "io_method" not in settings_for(15, Path("/x"), fsync=True)


def test_the_secret_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    made = secret_key(tmp_path)
    assert secret_key(tmp_path) == made
    assert len(made) > 60
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_stopping_waits_until_the_server_is_gone(tmp_path: Path) -> None:
    postgres = EmbeddedPostgres(tmp_path, fsync=False)
    postgres.open()
    pid = postgres.pid
    assert pid
    began = time.monotonic()
    postgres.close()
    assert not is_alive(pid, postgres.cluster)
    assert time.monotonic() - began < 20
