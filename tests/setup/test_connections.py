"""A town's programs are followed from the first referral to the last anchor: they reach what is documented, no more."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from opennrm.console.documents.connections import OPENED
from tests.hostile.sending import form_fields
from tests.notifications.channels.test_email_smtp import certificate
from tests.notifications.outage import UP, MailServer
from tests.setup.through import NAME
from tests.setup.town import Town, town
from tests.stories.people import CASEWORKER, OFFICER

__all__ = ["certificate"]

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed, so no connection was followed"),
]
CSRF = "c" * 32
CALL = re.compile(r"(?:connect|sendto|sendmsg|sendmmsg)\(.*?sa_family=AF_(?P<family>\w+)(?P<rest>[^}]*)")
PATH = re.compile(r'sun_path=@?"(?P<path>[^"]*)"')
PORT = re.compile(r'sin6?_port=htons\((?P<port>\d+)\).*?"(?P<host>[^"]+)"')


def peers(trace: str) -> set[str]:
    """Everybody whom the system was asked to reach: `unix PATH`, or `HOST PORT`; the kernel itself is nobody."""
    found = set()
    for call in CALL.finditer(trace):
        unix, internet = PATH.search(call["rest"]), PORT.search(call["rest"])
        if call["family"] in ("NETLINK", "UNSPEC"):
            continue
        if call["family"] == "UNIX" and unix:
            found.add(f"unix {unix['path']}")
        else:
            found.add(f"{internet['host']} {internet['port']}" if internet else f"AF_{call['family']}{call['rest']}")
    return found


def documented(made: Town, mail: MailServer) -> dict[str, str]:
    """The documented peers of this installation, each as a pattern."""
    patterns = {
        "database": f"unix {re.escape(made.sockets)}/.*",
        "mail": f"127.0.0.1 {mail.port}",
        "service manager": f"unix {re.escape(str(made.folder / 'notify'))}",
        "names": "unix /var/run/nscd/socket|unix /run/systemd/resolve/.*",
    }
    assert patterns.keys() < {each.key for each in OPENED}
    return patterns


def undocumented(found: set[str], known: dict[str, str]) -> set[str]:
    return {peer for peer in found if not any(re.fullmatch(pattern, peer) for pattern in known.values())}


class Browser:
    """Somebody signed in, who talks to the socket of the pages as the web server in front of them does."""

    def __init__(self, place: Path, cookies: list[list[str]]) -> None:
        self.place = place
        self.cookies = "; ".join(f"{name}={value}" for name, value in [*cookies, ["__Host-csrf", CSRF]])

    def ask(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """Status, where it leads, and the page."""
        connection = HTTPConnection(NAME, timeout=60)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(str(self.place))
        headers = {"Cookie": self.cookies, "X-Forwarded-Proto": "https", "X-Real-IP": "198.51.100.7"}
        headers |= {"Origin": f"https://{NAME}", "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({**sent, "csrfmiddlewaretoken": CSRF}) if sent is not None else None
        try:
            connection.request("GET" if sent is None else "POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location") or "", answer.read()
        finally:
            connection.close()

    def sends(self, path: str, **chosen: str) -> str:
        """Fill the form of a page as it is shown, but for what is chosen; gives where it leads."""
        status, _location, page = self.ask(path)
        assert status == 200, page.decode()
        fields = {name: value for name, kind, value in form_fields(page) if kind != "radio"}
        status, location, page = self.ask(path, fields | chosen)
        assert status == 302, page.decode()
        return location


@pytest.fixture
def mail(certificate: Path) -> Iterator[MailServer]:
    """A mail server of this machine."""
    server = MailServer(certificate)
    server.becomes(UP)
    yield server
    server.stop()


@pytest.fixture
def watched(tmp_path: Path, certificate: Path, mail: MailServer) -> Iterator[tuple[Town, Path]]:
    """A town all whose programs leave a trace of whom they reach."""
    folder, trace = tmp_path / "town", tmp_path / "trace"
    folder.mkdir()
    trace.mkdir()
    with town(folder) as made:
        made.stop_pages()
        made.more |= {"OPENNRM_SMTP_HOST": "127.0.0.1", "OPENNRM_SMTP_PORT": str(mail.port)}
        made.more |= {"OPENNRM_SMTP_AUTHORITY_FILE": str(certificate), "OPENNRM_ANCHOR_MAIL": "anchors@auditor.example"}
        followed = ("strace", "-f", "-ff", "-D", "-qq", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg")
        made.under = (*followed, "-s", "200", "-o", str(trace / "of"))
        made.start_pages()
        yield made, trace
        made.stop_pages()


def traced(folder: Path) -> set[str]:
    return {peer for path in folder.iterdir() for peer in peers(path.read_text(errors="replace"))}


@pytest.mark.proves("OPS-04", "1.3.6", "13.2.4", "13.2.5", "14.2.3")
def test_from_referral_to_anchor_only_documented_peers_are_reached(
    watched: tuple[Town, Path], mail: MailServer
) -> None:
    made, trace = watched
    house = {"DJANGO_SETTINGS_MODULE": "opennrm.config.settings", "PYTHONPATH": "src:."}
    prepared = replace(made, more=made.more | house).run("opennrm", sys.executable, "-m", "tests.setup.signed_in")
    told: dict[str, Any] = json.loads(prepared)
    place = made.folder / "opennrm.sock"
    officer, caseworker = (Browser(place, told["cookies"][who]) for who in (OFFICER, CASEWORKER))
    sent = officer.sends(f"/referrals/drafts/{told['draft']}/check-answers/")
    reference = sent.split("/")[2]
    assert reference.startswith("NRM-")
    case = f"/cases/{reference}/"
    caseworker.sends(f"{case}evidence/", kind="police", text="See http://203.0.113.9/told.", source="Marshland Police")
    caseworker.sends(f"{case}reasonable-grounds/", outcome="positive", reasons="http://elsewhere.example/")
    _status, _location, page = caseworker.ask(case)
    letter = re.search(rb'href="([^"]+/letters/[^"]+\.pdf)"', page)
    assert letter
    assert caseworker.ask(letter[1].decode())[2][:4] == b"%PDF"
    made.verb("opennrm_worker", "deliver")
    made.verb("opennrm_worker", "verify", "--first")
    made.verb("opennrm_worker", "sweep")
    found, known = traced(trace), documented(made, mail)
    assert mail.taken
    assert undocumented(found, known) == set()
    reached = {key for key, pattern in known.items() if any(re.fullmatch(pattern, peer) for peer in found)}
    assert {"database", "mail", "service manager"} <= reached


@pytest.mark.proves("OPS-04", "OPS-08")
def test_a_planted_connection_is_found(tmp_path: Path) -> None:
    planted = (
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('203.0.113.9', 53)); "
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).connect_ex(('2001:db8::9', 443)); "
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9)); "
        "socket.socket(socket.AF_UNIX).connect_ex('/tmp/nobody')"
    )
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {planted!r}])"
    followed = [
        "strace",
        "-f",
        "-ff",
        "-D",
        "-qq",
        "--seccomp-bpf",
        "-e",
        "trace=connect,sendto,sendmsg,sendmmsg",
        "-o",
        "of",
    ]
    subprocess.run([*followed, sys.executable, "-c", program], cwd=tmp_path, check=True)
    found = traced(tmp_path)
    assert {"203.0.113.9 53", "127.0.0.1 9", "unix /tmp/nobody"} <= undocumented(found, {"x": "unix /var/run/nscd.*"})
