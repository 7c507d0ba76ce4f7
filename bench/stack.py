"""What is measured, running: a data folder with its own PostgreSQL (syncing to disk), and the web server over it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from typing import Any

from bench.processes import children_of, cpu_of_all
from opennrm.config.data_folder import ROOT
from opennrm.config.embedded_postgres import DATABASE, EmbeddedPostgres

STATEMENT = re.compile(rb"LOG:  (?:statement|execute [^:]*):")
OF_THE_HOUSE = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "OPENNRM_SECRET_KEY", "OPENNRM_VAULT_KEY", "PORT")
"""What a person set for their own installation and a measurement must not see."""

OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "OPENNRM_SECRET_KEY")
"""What the measuring process and the server that it measures agree on."""


class NotAsExpected(RuntimeError):
    """The product did not answer as the measurement needs; the figures would tell of something else."""

    def __init__(self, told: str, status: int = 0) -> None:
        super().__init__(told)
        self.status = status


def free_port() -> int:
    """A port that nobody has now."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def environment(data: Path, root: Path = ROOT) -> dict[str, str]:
    """The environment of a process of the product that lies in `root` and keeps its data in `data`."""
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_HOUSE}
    paths = os.pathsep.join([str(root / "src"), str(root)])
    return kept | {"OPENNRM_DATA": str(data), "OPENNRM_DEMONSTRATION": "1", "PYTHONPATH": paths}


@dataclass(frozen=True, slots=True)
class Started:
    """The product as `run` started it: its process, where it listens, and the seconds to its first page."""

    process: subprocess.Popen[str]
    port: int
    seconds: float


@contextmanager
def product_run(command: list[str], data: Path, root: Path = ROOT) -> Iterator[Started]:
    """Type `run`, wait for the first page, and stop it at the end by Ctrl-C."""
    port = free_port()
    began = time.monotonic()
    process = subprocess.Popen(
        [*command, "run", "--json", "--port", str(port)],
        cwd=root,
        env=environment(data, root),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout  # noqa: S101 - asked for above
        if not process.stdout.readline():
            raise NotAsExpected("The product did not start; the lines above say why.")
        _first_page(port)
        yield Started(process, port, time.monotonic() - began)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def _first_page(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/")
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != 200:
        raise NotAsExpected(f"The first page was answered with {response.status}.")


class Server:
    """The web server with one worker."""

    def __init__(self, data: Path, *, walled: bool = True) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.serving", str(self.port), "walled" if walled else "not walled"],
            cwd=ROOT,
            env=environment(data) | {name: os.environ[name] for name in OURS},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout  # noqa: S101 - asked for above
        if not self.process.stdout.readline():
            raise NotAsExpected("The web server did not start; the lines above say why.")
        _first_page(self.port)

    def cpu(self) -> dict[int, int]:
        """The CPU clocks of its worker."""
        return cpu_of_all(children_of(self.process.pid))

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.communicate(timeout=30)


class Database:
    """The PostgreSQL of the data folder, and what it used."""

    def __init__(self, embedded: EmbeddedPostgres) -> None:
        self.embedded = embedded
        self.url = embedded.url

    def processes(self) -> list[int]:
        """The server and its children."""
        pid = self.embedded.pid
        return [] if pid is None else [pid, *children_of(pid)]

    def cpu(self) -> dict[int, int]:
        """The CPU clocks of all its processes."""
        return cpu_of_all(self.processes())

    def log_statements(self, yes: bool) -> None:
        """Let connections that are opened from now on tell every statement in the server's log, or no longer."""
        from django.db import connection  # noqa: PLC0415 - Django is set up only by now

        with connection.cursor() as cursor:
            for setting, value in (("log_statement", "all"), ("log_min_messages", "log")):
                cursor.execute(
                    f"ALTER DATABASE {DATABASE} " + (f"SET {setting} = '{value}'" if yes else f"RESET {setting}")
                )

    def statements_logged(self) -> int:
        """How many statements the log tells of, BEGIN and COMMIT included."""
        return len(STATEMENT.findall(self.embedded.log.read_bytes()))


def machine() -> dict[str, Any]:
    """What kind of machine this is."""
    told = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*:\s*(.+)", told)
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    return {
        "processors": os.cpu_count(),
        "processor": model[1] if model else "not told",
        "memory_gib": round(int(memory[1]) / 2**20) if memory else None,
        "python": ".".join(map(str, sys.version_info[:3])),
        "system": f"{os.uname().sysname} {os.uname().release}",
    }


@contextmanager
def serving(data: Path, *, logged: Database | None = None, walled: bool = True) -> Iterator[Server]:
    """The web server with one worker; with `logged`, that database tells every statement meanwhile.

    As the role of the pages, or, not `walled`, as the owner of the tables.
    """
    if logged:
        logged.log_statements(True)
    server = Server(data, walled=walled)
    try:
        yield server
    finally:
        server.stop()
        if logged:
            logged.log_statements(False)
