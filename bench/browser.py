"""Somebody signed in, at one kept-alive connection: gets pages and sends forms, one request at a time."""

from __future__ import annotations

import http.client
import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.utils import timezone

from bench.stack import NotAsExpected
from opennrm.partners.access import Actor
from opennrm.partners.enter import session_hash
from opennrm.partners.sessions import SessionStore

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TOKEN = re.compile(r'name="token" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"
PATIENCE = 60.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    location: str
    body: bytes

    @property
    def text(self) -> str:
        """The body of a page."""
        return self.body.decode()


def session_of(actor: Actor) -> str:
    """A session in which this person is signed in, second factor passed; gives the value of its cookie."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT password FROM partners_account WHERE id = %s", [actor.account_id])
        password = cursor.fetchone()[0]
    session = SessionStore()
    session[SESSION_KEY] = str(actor.account_id)
    session[BACKEND_SESSION_KEY] = "opennrm.web.account.signing_in.Backend"
    session[HASH_SESSION_KEY] = session_hash(password)
    session["account_authentication_methods"] = [{"method": "mfa", "at": timezone.now().timestamp(), "type": "totp"}]
    session.save()
    return str(session.session_key)


class Browser:
    """One signed-in person's browser."""

    def __init__(self, port: int, session: str) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies = {settings.SESSION_COOKIE_NAME: session}

    def get(self, path: str, *, expect: int | None = 200) -> Answer:
        """Get a page. Raises `NotAsExpected` for another status (None: for none)."""
        return self._ask("GET", path, None, expect)

    def get_in_turn(self, path: str) -> None:
        """Get a page that costs much, as often as the server is busy with others of its kind (`web/costly.py`).

        Raises `NotAsExpected` for another status, and for the same after a minute.
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.get(path)
            except NotAsExpected as refused:
                if refused.status != HTTPStatus.SERVICE_UNAVAILABLE:
                    raise
                time.sleep(0.1)
            else:
                return
        self.get(path)

    def post(self, path: str, form: dict[str, list[str]], *, expect: int = 302) -> Answer:
        """Send a form. Raises `NotAsExpected` for another status."""
        return self._ask("POST", path, urlencode(form, doseq=True).encode(), expect)

    def send_file(self, path: str, fields: dict[str, list[str]], field: str, content: bytes) -> Answer:
        """Send a form with a picture in it, and be led on. Raises `NotAsExpected` for another status."""
        edge = "edge-of-a-part"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{each}\r\n'
            for name, values in fields.items()
            for each in values
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="room.png"\r\n'
        body = "".join([*parts, head, "Content-Type: image/png\r\n\r\n"]).encode() + content
        whole = body + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", path, whole, 302, f"multipart/form-data; boundary={edge}")

    def found(self, part: str) -> str:
        """Search for a part of a reference; gives the address of what was found, which is of this session only."""
        return self.post("/find/", csrf_in(self.get("/find/")) | {"q": [part]}).location

    def _ask(self, method: str, path: str, body: bytes | None, expect: int | None, form: str = FORM) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = form
        try:
            got = self._once(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()  # the server lets go of a connection that was quiet for some seconds
            got = self._once(method, path, body, headers)
        if expect is not None and got.status != expect:
            told = f"{method} {path}: {got.status} instead of {expect}\n{got.text[:2000]}"
            raise NotAsExpected(told, got.status)
        return got

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return Answer(response.status, _on_this_host(response.headers.get("Location", "")), content)


def _on_this_host(address: str) -> str:
    return urlsplit(address)._replace(scheme="", netloc="").geturl()


def csrf_in(page: Answer) -> dict[str, list[str]]:
    """The hidden fields that a form of this page sends along."""
    sought = {"csrfmiddlewaretoken": CSRF, "token": TOKEN, "version": VERSION}
    fields = {name: pattern.search(page.text) for name, pattern in sought.items()}
    return {name: [found[1]] for name, found in fields.items() if found}
