"""A town's installation from the committed examples: pages through nginx, signing in, closing, backup and restore."""

from __future__ import annotations

import json
import re
import shutil
import socket
import ssl
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from opennrm.web.middleware import HEADERS
from tests.setup import smuggled
from tests.setup.through import NAME, Through
from tests.setup.town import (
    Answer,
    Town,
    has_dump_program,
    nginx_before,
    nginx_program,
    town,
)
from tests.setup.town_keys import keys_file

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(nginx_program() is None, reason="nginx is not installed, so nothing was fetched through it"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed, so there is no certificate"),
    pytest.mark.skipif(not has_dump_program(), reason="this PostgreSQL has no pg_dump, so none was restored"),
]
ADMINISTRATOR = "ada@harbour.council.example"
PASSWORD = "cows graze by the river"
SOMEBODY = """
import os
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "opennrm.config.settings"
django.setup()
from opennrm.referrals.models import Person
Person.objects.create(first_name="Linh")
"""
SECURITY = {**HEADERS, "Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The installation, with one organisation whose administrator can sign in, and nginx in front of it."""
    with town(tmp_path_factory.mktemp("town")) as made, nginx_before(made):
        made.verb(
            "opennrm_worker",
            *("organisation", "harbour-council", "--name", "Harbour Council", "--type", "local_authority"),
            *("--nation", "wales", "--may-refer", "--domain", "harbour.council.example", "--team", "Safeguarding"),
            *("--administrator", ADMINISTRATOR, "--administrator-name", "Ada Nwosu", "--password-file", "-"),
            typed=PASSWORD,
        )
        yield made


def security_headers(answer: Answer) -> dict[str, list[str]]:
    return {name: answer.all_of(name) for name in SECURITY}


ONCE_EACH = {name: [value] for name, value in SECURITY.items()}


@pytest.mark.proves("HDR-01", "13.4.6", "3.4.1")
def test_every_kind_of_answer_carries_each_header_once(harbour: Town) -> None:
    home = harbour.ask("/")
    style = re.search(r'href="(/static/[^"]+\.css)"', home.body)
    assert style
    answers = {
        200: home,
        404: harbour.ask("/nowhere/"),
        302: harbour.ask("/referrals/"),
        413: harbour.ask("/sign-in/", "POST", "x" * 3_200_000),
        400: harbour.ask("/", Host="two words"),
        403: harbour.ask("/sign-in/", "POST", "a=b"),
        405: harbour.ask("/privacy/", "DELETE"),
    }
    assert {status: answer.status for status, answer in answers.items()} == {status: status for status in answers}
    answers[1] = kept = harbour.ask(style[1], Accept_Encoding="gzip")
    assert kept.all_of("Content-Encoding") == ["gzip"]
    assert "immutable" in kept.all_of("Cache-Control")[0]
    answers[2] = harbour.ask("/static/nothing.css")
    assert {status: security_headers(answer) for status, answer in answers.items()} == dict.fromkeys(answers, ONCE_EACH)
    assert "too large" in answers[413].body
    assert [answer.all_of("Server") for answer in answers.values()] == [["nginx"]] * len(answers)


@pytest.mark.proves("12.2.1", "INJ-09")
def test_other_names_get_no_certificate_and_plain_http_leads_to_tls(harbour: Town) -> None:
    other = Through(harbour.tls, harbour.folder / "fullchain.pem", "other.example")
    with pytest.raises((ssl.SSLError, ConnectionError)):
        other.request("GET", "/")
    other.close()
    plain = HTTPConnection("127.0.0.1", harbour.plain, timeout=10)
    plain.request("GET", "/sign-in/?next=/", headers={"Host": NAME})
    answer = plain.getresponse()
    assert (answer.status, answer.getheader("Location")) == (308, f"https://{NAME}/sign-in/?next=/")
    plain.close()
    wrong = HTTPConnection("127.0.0.1", harbour.plain, timeout=10)
    with pytest.raises(ConnectionError):
        wrong.request("GET", "/", headers={"Host": "other.example"})
        wrong.getresponse()
    wrong.close()


@pytest.mark.proves("SES-06", "INJ-06", "3.3.1", "3.3.3", "4.1.3")
def test_signing_in_works_and_its_cookies_stay_on_this_host_and_on_tls(harbour: Town) -> None:
    page = harbour.ask("/sign-in/", X_Forwarded_For="198.51.100.9", X_Forwarded_Proto="http", X_Forwarded_Ssl="off")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)
    assert token
    jar = SimpleCookie("; ".join(page.all_of("Set-Cookie")))
    typed = {"login": ADMINISTRATOR, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    sent = {"Content_Type": "application/x-www-form-urlencoded", "Cookie": f"__Host-csrf={jar['__Host-csrf'].value}"}
    elsewhere = harbour.ask("/sign-in/", "POST", urlencode(typed), Origin="https://evil.example", **sent)
    assert elsewhere.status == 403
    answer = harbour.ask("/sign-in/", "POST", urlencode(typed), Origin=f"https://{NAME}", **sent)
    assert answer.status == 302
    cookies = [cookie for cookie in answer.all_of("Set-Cookie") if cookie.startswith("__Host-session=")]
    assert cookies
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    session = cookies[-1].partition(";")[0]
    inside = harbour.ask("/people/", Cookie=session)
    assert (inside.status, inside.all_of("Location")) == (302, ["/account/second-factor/set-up/"])


@pytest.mark.proves("16.5.2")
def test_what_is_closed_or_away_says_truly_what_became_of_what_was_sent(harbour: Town) -> None:
    flag = harbour.folder / "closed"
    flag.touch()
    sent, wanted = harbour.ask("/sign-in/", "POST", "a=b"), harbour.ask("/")
    flag.unlink()
    assert (sent.status, wanted.status) == (503, 503)
    assert "NOT received" in sent.body
    assert "closed for a short time" in wanted.body
    assert security_headers(sent) == ONCE_EACH
    place = harbour.folder / "opennrm.sock"
    aside = place.rename(harbour.folder / "aside.sock")
    sent, wanted = harbour.ask("/sign-in/", "POST", "a=b"), harbour.ask("/")
    aside.rename(place)
    assert (sent.status, wanted.status) == (502, 502)
    assert "may NOT have been received" in sent.body
    assert "does not answer just now" in wanted.body
    assert harbour.ask("/").status == 200


def test_a_restart_of_the_pages_refuses_nobody(harbour: Town) -> None:
    harbour.stop_pages()
    waiting = Through(harbour.tls, harbour.folder / "fullchain.pem")
    waiting.request("GET", "/accessibility/")
    time.sleep(0.3)
    harbour.start_pages()
    assert waiting.getresponse().status == 200
    waiting.close()


def test_nobody_outside_is_told_how_it_is_with_the_product(harbour: Town) -> None:
    assert [harbour.ask(path).status for path in ("/healthz", "/readyz", "/readyz?x=1")] == [404] * 3
    within = socket.socket(socket.AF_UNIX)
    within.connect(str(harbour.folder / "opennrm.sock"))
    within.sendall(f"GET /readyz HTTP/1.0\r\nHost: {NAME}\r\n\r\n".encode())
    told = b""
    while more := within.recv(65536):
        told += more
    within.close()
    assert told.startswith((b"HTTP/1.0 200", b"HTTP/1.1 200"))
    assert b'"ready": true' in told


@pytest.mark.proves("PRIV-01", "PRIV-02", "16.2.5", "14.2.1")
def test_nginx_and_the_pages_log_neither_address_nor_path_nor_anything_sent(harbour: Town) -> None:
    harbour.ask("/cases/NRM-LINH/?of=Linh", "POST", "name=Linh", User_Agent="Linh", Referer="https://linh.example/")
    with socket.create_connection(("127.0.0.1", harbour.tls)) as plain:
        plain.sendall(b"GET /Linh HTTP/1.1\r\nHost: linh\r\n\r\n")
        plain.recv(2000)
    logs = {path.name: path.read_text() for path in harbour.folder.glob("*.log")}
    assert "POST 40" in logs["opennrm.access.log"]
    told = "".join(text for name, text in logs.items() if name != "postgresql.log")
    assert not re.search(r"(?i)linh|127\.0\.0\.1|cases|sign-in", told), told


@pytest.mark.proves("13.2.2")
def test_the_backup_role_writes_nothing_and_the_web_role_changes_no_history(harbour: Town) -> None:
    for role, statement in (
        ("opennrm_backup", "BEGIN READ WRITE; DELETE FROM partners_tries"),
        ("opennrm_web", "DELETE FROM audit_event"),
        ("opennrm_web", "ALTER TABLE audit_event DISABLE TRIGGER USER"),
        ("opennrm_web", "CREATE TABLE planted (id int)"),
        ("opennrm_web", "SET ROLE opennrm_worker"),
        ("opennrm_worker", "DELETE FROM audit_event"),
        ("opennrm_worker", "ALTER TABLE cases_case NO FORCE ROW LEVEL SECURITY"),
    ):
        with pytest.raises(AssertionError, match=r"permission denied|must be owner"):
            harbour.run(role, "psql", "-X", "-v", "ON_ERROR_STOP=1", "-c", statement)


@pytest.mark.proves("CR-02")
@pytest.mark.parametrize("role", ["opennrm_owner", "opennrm_worker"])
def test_keys_are_changed_by_the_roles_of_an_installation_and_by_no_other(harbour: Town, role: str) -> None:
    before = keys_file(harbour.folder).read_text().splitlines()
    harbour.run("opennrm_worker", sys.executable, "-c", SOMEBODY)
    told = json.loads(harbour.verb(role, "rotate-keys", "--data", "--json"))
    assert (told["wrapped"] > 0, told["sealed_anew"] > 0, told["kept_former"]) == (True, True, 0)
    assert len(keys_file(harbour.folder).read_text().splitlines()) == len(before) + 1
    assert json.loads(harbour.verb("opennrm_worker", "verify", "--no-anchor", "--json"))["findings"] == []
    for other in ("opennrm_web", "opennrm_backup"):
        with pytest.raises(AssertionError, match="nothing was changed"):
            harbour.verb(other, "rotate-keys", "--data")
    assert len(keys_file(harbour.folder).read_text().splitlines()) == len(before) + 1


@pytest.mark.proves("INJ-08", "4.2.1", "4.2.2")
def test_a_request_that_could_be_read_in_two_ways_is_read_in_none(harbour: Town) -> None:
    answered = {}
    for raw in smuggled.requests(NAME):
        connection = Through(harbour.tls, harbour.folder / "fullchain.pem")
        connection.connect()
        connection.sock.sendall(raw)
        told = b""
        while more := connection.sock.recv(65536):
            told += more
        connection.close()
        answered[raw] = re.findall(rb"HTTP/1\.1 (\d+)", told)
    assert len(answered) >= 30
    # 501 where nginx knows the way of transfer by no name; never a second answer.
    assert {raw: statuses for raw, statuses in answered.items() if statuses not in ([b"400"], [b"501"])} == {}


@pytest.mark.proves("2.4.1")
def test_a_machine_that_tries_sign_ins_is_slowed_and_everything_else_goes_on(harbour: Town) -> None:
    connection = Through(harbour.tls, harbour.folder / "fullchain.pem", coming_from="127.0.0.2")
    statuses = []
    while 429 not in statuses and len(statuses) < 400:
        connection.request("GET", "/sign-in/")
        answer = connection.getresponse()
        page = answer.read().decode()
        statuses.append(answer.status)
    connection.close()
    assert len(statuses) > 50
    assert set(statuses) == {200, 429}
    assert "Too many requests" in page
    assert [harbour.ask(page).status for page in ("/", "/sign-in/")] == [200, 200]
