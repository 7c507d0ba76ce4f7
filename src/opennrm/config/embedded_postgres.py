"""Keeps a PostgreSQL of our own running beside the product when DATABASE_URL names no other.

Its files lie in `<data folder>/postgresql`; it listens on a socket that only its owner can reach, never on a port.
Whoever uses it holds a shared lock; the last to leave stops it. Locks vanish with their holder, so a server whose
starter was killed is found running, adopted, and stopped by whoever leaves next.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

from opennrm.config.data_folder import DATABASE_NEEDS
from opennrm.config.fault import Fault
from opennrm.config.postgres_owner import Owner, owner_of
from opennrm.config.postgres_programs import Programs, find_programs
from opennrm.config.postgres_settings import SOCKET_NAME, make_socket_folder, settings_for, socket_folder
from opennrm.config.postmaster import clear_stale, is_alive, read_postmaster, stop
from opennrm.config.progress import step

USER = DATABASE = "opennrm"
FRUGAL = {"MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "65536"}
"""Settings of glibc's malloc: each connection hands back what it used once; a laptop has better uses for it."""
PATIENCE = 60.0
ON_ITS_WAY_OUT = ("pre-existing shared memory", "already exists")


class EmbeddedPostgres:
    """The server on one data folder.

    `fsync=False` is for the tests' own cluster and nothing else: it may lose what it acknowledged.
    """

    def __init__(self, folder: Path, *, fsync: bool = True) -> None:
        self.folder = folder.absolute()
        self.cluster = self.folder / "postgresql"
        self.log = self.folder / "postgresql.log"
        self.fsync = fsync
        self._in_use: int | None = None
        self._opened_by = 0
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the product's database, in the form of DATABASE_URL."""
        told = read_postmaster(self.cluster)
        sockets = told.sockets if told and told.sockets else socket_folder(self.folder)
        return f"postgresql://{USER}@/{DATABASE}?host={quote(str(sockets), safe='')}"

    @property
    def pid(self) -> int | None:
        """The process id of the running server."""
        told = read_postmaster(self.cluster)
        return told.pid if told and is_alive(told.pid, self.cluster) else None

    def open(self) -> str:
        """Have the server running (adopted or started) and its database there; gives the database's address.

        Raises `Fault` if it cannot be had.
        """
        with self._alone():
            self.start()
            self._in_use = os.open(self.folder / "postgresql.in-use", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._in_use, fcntl.LOCK_SH)
            self._opened_by = os.getpid()
        return self.url

    def close(self) -> None:
        """Leave; stops the server if nobody else uses it. A copy of the process that opened it leaves nothing."""
        if self._in_use is None or self._opened_by != os.getpid():
            return
        with self._alone():
            try:
                fcntl.flock(self._in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                told = read_postmaster(self.cluster)
                if told is not None:
                    stop(told.pid, self.cluster)
                self._collect()
            finally:
                os.close(self._in_use)
                self._in_use = None

    def start_again(self) -> None:
        """Start a server that went away while it was in use. Raises `Fault`."""
        with self._alone():
            self.start()

    def start(self) -> None:
        """Have the server running, adopted if one runs, without marking it as used."""
        if self._adopt():
            return
        self._collect()
        programs = find_programs()
        if self.cluster.exists():
            refuse_other_version(self.cluster, programs)
        else:
            self._make(programs)
        clear_stale(self.cluster)
        owner = owner_of(self.cluster, programs)
        self._start(programs, owner)
        self._make_database()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else starts or stops the server meanwhile."""
        descriptor = os.open(self.folder / "postgresql.starting", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # closing alone would not do if a copy of this process has it too
            os.close(descriptor)

    def _adopt(self) -> bool:
        """Use a server that runs already; one whose socket is gone is stopped, to be started again."""
        told = read_postmaster(self.cluster)
        if told is None or not is_alive(told.pid, self.cluster):
            return False
        until = time.monotonic() + PATIENCE
        while is_alive(told.pid, self.cluster) and time.monotonic() < until:
            now = read_postmaster(self.cluster)
            if now and now.ready and now.sockets:
                if not (now.sockets / SOCKET_NAME).exists():
                    break
                # It may be ending, or be killed, at this very moment.
                with suppress(psycopg.OperationalError):
                    self._make_database()
                    return True
            time.sleep(0.02)
        if stop(told.pid, self.cluster):
            return False
        raise Fault(
            f"A PostgreSQL server (process {told.pid}) holds {self.cluster} and neither answers nor ends: "
            f"end it with `kill -QUIT {told.pid}` and start again."
        )

    def _make(self, programs: Programs) -> None:
        """Make a new cluster beside its place and move it there whole, so that a half-made one is never used."""
        free = shutil.disk_usage(self.folder).free // 1_000_000
        if free < DATABASE_NEEDS:
            raise Fault(
                f"The disk of {self.folder} has {free} MB free and a new database needs {DATABASE_NEEDS} MB: make "
                "room, or name a folder on a larger disk in OPENNRM_DATA."
            )
        making = self.folder / "postgresql.making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        owner = owner_of(making, programs)
        with step(f"Making a database (PostgreSQL {programs.major})"):
            done = self._run_initdb(programs, owner, making)
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise Fault(f"PostgreSQL could not make its folder {self.cluster} ({last}): see to that and start again.")
        making.rename(self.cluster)

    def _run_initdb(self, programs: Programs, owner: Owner, making: Path) -> subprocess.CompletedProcess[str]:
        # From 17 on sorting is PostgreSQL's own and stays the same when the system's libraries change.
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if programs.major >= 17
            else ["--locale=C.UTF-8"]
        )
        command = [
            str(programs.initdb),
            f"--pgdata={making}",
            f"--username={USER}",
            "--auth=trust",  # the socket's folder lets nobody else in
            "--encoding=UTF8",
            "--data-checksums",
            "--no-instructions",
            *locale,
            *([] if self.fsync else ["--no-sync"]),
        ]
        environment = {**os.environ, "LC_ALL": "C.UTF-8" if programs.major < 17 else "C", "TZ": "UTC"}
        return subprocess.run(
            command,
            preexec_fn=owner.before_exec,
            env=environment,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )

    def _start(self, programs: Programs, owner: Owner) -> None:
        sockets = socket_folder(self.folder)
        make_socket_folder(sockets, owner)
        settings = settings_for(programs.major, sockets, fsync=self.fsync)
        command = [
            str(programs.postgres),
            "-D",
            str(self.cluster),
            *(f"--{key}={value}" for key, value in settings.items()),
        ]
        until = time.monotonic() + PATIENCE
        while True:
            with self.log.open("wb") as log:
                server = subprocess.Popen(
                    command,
                    preexec_fn=owner.before_exec,
                    env={**os.environ, **FRUGAL},
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # Ctrl-C in the terminal is ours to pass on
                )
            if self._came_up(server, until):
                self._server = server
                return
            # A server killed a moment ago, or its children, may still be on their way out.
            told = self.log.read_text(errors="replace")
            if not any(sign in told for sign in ON_ITS_WAY_OUT) or time.monotonic() > until:
                last = (told.strip().splitlines() or ["it says nothing"])[-1]
                raise Fault(f"The database in {self.cluster} does not start ({last}): {self.log} says more.")
            time.sleep(0.2)
            clear_stale(self.cluster)

    def _collect(self) -> None:
        """Take note of the end of a server that this process started, so that it does not stay as a dead entry."""
        if self._server is not None:
            self._server.wait(PATIENCE)
            self._server = None

    def _came_up(self, server: subprocess.Popen[bytes], until: float) -> bool:
        while server.poll() is None and time.monotonic() < until:
            told = read_postmaster(self.cluster)
            if told and told.pid == server.pid and told.ready:
                return True
            time.sleep(0.01)
        return False

    def _make_database(self) -> None:
        told = read_postmaster(self.cluster)
        host = str(told.sockets) if told else ""
        with psycopg.connect(host=host, user=USER, dbname="postgres", autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not found:
                connection.execute(f"CREATE DATABASE {DATABASE}")


def refuse_other_version(cluster: Path, programs: Programs) -> None:
    """Raises `Fault` if `cluster` was made by another major version than that of `programs`."""
    try:
        made_by = (cluster / "PG_VERSION").read_text().strip()
    except OSError as error:
        raise Fault(
            f"{cluster} is no whole PostgreSQL folder: put back the one of a backup, or move it away to begin anew."
        ) from error
    if made_by != str(programs.major):
        raise Fault(
            f"The database in {cluster} was made by PostgreSQL {made_by} and the one found here is PostgreSQL "
            f"{programs.major} ({programs.folder}): name the bin folder of a PostgreSQL {made_by} in OPENNRM_PG_BIN, "
            "or move that folder away to begin with an empty database."
        )
