"""A town's installation on this machine, from the committed examples of deploy/ with nothing but paths changed.

A database server of its own with the roles of deploy/roles.sql, the pages on a socket handed over as systemd does, and
nginx in front of them with a certificate that is made up.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPResponse
from pathlib import Path

from opennrm.config.embedded_postgres import EmbeddedPostgres
from opennrm.config.fault import Fault
from opennrm.config.postgres_programs import find_programs
from tests.setup.through import NAME, Through
from tests.setup.town_keys import keys_file

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
KEYS = {
    "OPENNRM_SECRET_KEY": "made-up-" + "0123456789abcdef" * 4,
    "OPENNRM_VAULT_KEY": "made-up-" + "fedcba9876543210" * 4,
}
FOLDERS = {"opennrm_owner": "opennrm-owner", "opennrm_worker": "opennrm-worker"}
"""Whose data folder is not that of the pages, as the units say."""
SOCKET_HANDED_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, [sys.executable, "-m", "opennrm", "serve", "--workers", "1"])
"""


def example_environment() -> dict[str, str]:
    """The settings of deploy/environment.example, as systemd reads them."""
    lines = [line for line in (DEPLOY / "environment.example").read_text().splitlines() if line and line[0] != "#"]
    return {name: value.strip('"') for name, _, value in (line.partition("=") for line in lines)}


def nginx_program() -> str | None:
    """nginx, also where only root's PATH has it."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def has_dump_program() -> bool:
    """Whether pg_dump lies beside the PostgreSQL that is used here."""
    try:
        return (find_programs().folder / "pg_dump").exists()
    except Fault:
        return False


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def certificate(folder: Path) -> None:
    """A made-up certificate for the town's name, with its key, where nginx reads them."""
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    command += ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)


def nginx_configured(folder: Path, *, plain: int, tls: int) -> Path:
    """The shipped nginx files with their places within `folder` and their ports changed; gives the main file."""
    places = {
        "/etc/letsencrypt/live/nrm.marshland.example": str(folder),
        "/etc/nginx/snippets/opennrm-headers.conf": str(DEPLOY / "nginx/headers.conf"),
        "/etc/nginx/snippets/opennrm-proxy.conf": str(folder / "proxy.conf"),
        "/etc/nginx/opennrm.closed": str(folder / "closed"),
        "/opt/opennrm": str(ROOT),
        "/var/lib/opennrm-static": str(folder / "opennrm-static"),
        "/var/log/nginx": str(folder),
        "/var/www/html": str(folder),
        "unix:/run/opennrm.sock": f"unix:{folder / 'opennrm.sock'}",
        "listen [::]:80": f"listen [::1]:{plain}",
        "listen [::]:443": f"listen [::1]:{tls}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443": f"listen 127.0.0.1:{tls}",
    }
    if not socket.has_ipv6 or not Path("/proc/net/if_inet6").exists():
        places = {"    listen [::]:": "    # listen [::]:", **places}
    for name in ("opennrm.conf", "proxy.conf"):
        text = (DEPLOY / "nginx" / name).read_text()
        for shipped, ours in places.items():
            text = text.replace(shipped, ours)
        (folder / name).write_text(text)
    main = folder / "nginx.conf"
    temporary = "".join(
        f"  {kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main.write_text(
        ("user root;\n" if os.getuid() == 0 else "")
        + f"pid {folder}/nginx.pid;\nworker_processes 1;\nerror_log {folder}/nginx.error.log;\n"
        + "events { worker_connections 256; }\n"
        + f"http {{\n  types {{ text/html html; text/css css; application/javascript js; }}\n{temporary}"
        + f"  include {folder}/opennrm.conf;\n}}\n"
    )
    return main


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: str

    def all_of(self, name: str) -> list[str]:
        """Every header of that name."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


@dataclass
class Town:
    """The installation: its folder, its database server, its ports."""

    folder: Path
    server: EmbeddedPostgres
    plain: int
    tls: int
    listener: socket.socket
    pages: subprocess.Popen[bytes] | None = None
    more: dict[str, str] = field(default_factory=dict)
    under: tuple[str, ...] = ()
    """What our programs are started by, to be watched: a command that takes another one."""

    @property
    def sockets(self) -> str:
        """The folder of the database's socket."""
        return self.server.url.partition("host=")[2].replace("%2F", "/")

    def environment(self, user: str, database: str = "opennrm_town") -> dict[str, str]:
        """That of the units, for the user of the machine who is `user`."""
        programs = find_programs().folder
        path = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src")}
        places = {
            "DATABASE_URL": f"postgresql:///{database}?host={self.sockets}",
            "OPENNRM_DATA": str(self.folder / FOLDERS.get(user, "opennrm")),
            "OPENNRM_STATIC": str(self.folder / "opennrm-static/static"),
            "OPENNRM_ANCHORS": str(self.folder / "opennrm-anchor"),
            "OPENNRM_ANCHOR_KEY": str(self.folder / "opennrm-worker/anchor_key.pem"),
            "OPENNRM_DATABASE_FOLDER": str(self.folder),
            "OPENNRM_KEYS": str(keys_file(self.folder)),
        }
        # What "peer" does on a real machine: the user's name is the role's.
        return path | example_environment() | KEYS | places | {"PGUSER": user} | self.more

    def run(self, user: str, *command: str, database: str = "opennrm_town", typed: str = "") -> str:
        """What a command prints; fails with what it said."""
        extra = {"PGHOST": self.sockets, "PGDATABASE": database}
        done = subprocess.run(
            command,
            env=self.environment(user, database) | extra,
            cwd=ROOT,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def verb(self, user: str, *words: str, database: str = "opennrm_town", typed: str = "") -> str:
        """As `./opennrm` with these words, typed by that user of the machine."""
        return self.run(user, *self.under, sys.executable, "-m", "opennrm", *words, database=database, typed=typed)

    def as_superuser(self, *arguments: str) -> str:
        """psql as the user postgres would."""
        return self.run("opennrm", "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *arguments, database="postgres")

    def start_pages(self) -> None:
        """As systemd starts opennrm.service: with the socket as descriptor 3; ready when it is told so."""
        told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        place = self.folder / "notify"
        place.unlink(missing_ok=True)
        told.bind(str(place))
        told.settimeout(0.2)
        environment = self.environment("opennrm_web") | {"NOTIFY_SOCKET": str(place)}
        with (self.folder / "pages.log").open("ab") as log:
            self.pages = subprocess.Popen(
                [*self.under, sys.executable, "-c", SOCKET_HANDED_OVER, str(self.listener.fileno())],
                env=environment,
                cwd=ROOT,
                pass_fds=[self.listener.fileno()],
                stderr=log,
            )
        with told:
            until = time.monotonic() + 30
            while self.pages.poll() is None and time.monotonic() < until:
                with suppress(TimeoutError):
                    assert told.recv(200).startswith(b"READY=1")
                    return
        raise AssertionError((self.folder / "pages.log").read_text())

    def stop_pages(self) -> None:
        """As systemd stops them."""
        if self.pages is not None:
            self.pages.terminate()
            assert self.pages.wait(30) == 0, (self.folder / "pages.log").read_text()
            self.pages = None

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        """Ask through nginx, by TLS."""
        connection = Through(self.tls, self.folder / "fullchain.pem")
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            return _read(connection.getresponse())
        finally:
            connection.close()


def _read(response: HTTPResponse) -> Answer:
    raw = response.read()
    return Answer(response.status, response.getheaders(), raw.decode("utf-8", "replace"))


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """The installation, as docs/how-to/deploy.md makes it; everything is stopped at the end."""
    for name in ("opennrm", *FOLDERS.values(), "opennrm-static", "backups"):
        (folder / name).mkdir(mode=0o700)
    server = EmbeddedPostgres(folder)
    server.open()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(folder / "opennrm.sock"))
    listener.listen(512)
    made = Town(folder, server, free_port(), free_port(), listener)
    try:
        made.as_superuser("-f", str(DEPLOY / "roles.sql"))
        made.as_superuser("-v", "database=opennrm_town", "-f", str(DEPLOY / "database.sql"))
        made.verb("opennrm_owner", "prepare")
        made.start_pages()
        yield made
    finally:
        if made.pages is not None:
            made.pages.terminate()
            made.pages.wait(30)
        listener.close()
        server.close()


@contextmanager
def nginx_before(made: Town) -> Iterator[None]:
    """nginx in front of it; stopped at the end."""
    program = nginx_program()
    assert program
    certificate(made.folder)
    main = nginx_configured(made.folder, plain=made.plain, tls=made.tls)
    with (made.folder / "nginx.start.log").open("ab") as log:
        running = subprocess.Popen([program, "-p", str(made.folder), "-c", str(main), "-g", "daemon off;"], stderr=log)
    try:
        until = time.monotonic() + 10
        while time.monotonic() < until and running.poll() is None:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", made.tls)) == 0:
                    break
            time.sleep(0.05)
        assert running.poll() is None, (made.folder / "nginx.start.log").read_text()
        yield
    finally:
        running.terminate()
        running.wait(10)
