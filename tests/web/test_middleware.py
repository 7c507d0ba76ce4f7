"""What every answer carries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from opennrm.cases import list_changes as changed_lists
from opennrm.questions import list_changes, lists
from opennrm.web import middleware
from opennrm.web.middleware import CONTENT_SECURITY_POLICY, HEADERS
from tests.cases.test_lists import added, administrator
from tests.factories import partners as made

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/sign-in/", "/nowhere/", "/people/", "/account/", "/static/opennrm.css"])
def test_every_answer_carries_the_headers(address: str) -> None:
    response = made.client_for(made.account()).get(address)
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    response.close()
    assert "Strict-Transport-Security" not in response.headers


@pytest.mark.proves("3.4.3", "1.2.3", "3.6.1")
def test_nothing_inline_and_nothing_foreign_may_run() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY


@pytest.mark.proves("3.4.1")
def test_over_https_the_browser_is_told_to_stay_there(settings: Any) -> None:
    settings.SERVED_OVER_HTTPS = True
    assert "max-age=31536000" in Client().get("/sign-in/").headers["Strict-Transport-Security"]


@pytest.mark.proves("SES-06", "3.3.2", "3.3.4")
def test_the_sessions_cookie_is_out_of_reach() -> None:
    client = Client()
    client.post("/sign-in/", {"login": "nobody@nowhere.example", "password": "x"})
    client.get("/sign-in/")
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert not cookie["domain"]
        assert cookie["path"] == "/"
    assert settings.CSRF_COOKIE_NAME in client.cookies


@pytest.mark.proves("SES-06", "3.3.1", "3.3.3")
@pytest.mark.parametrize(
    ("address", "names", "secure"),
    [
        ("http://localhost:8000", ["session", "csrf"], False),
        ("https://nrm.example", ["__Host-session", "__Host-csrf"], True),
    ],
)
def test_cookies_are_bound_to_the_host_where_https_lets_them(address: str, names: list[str], secure: bool) -> None:
    asked = (
        "import json; from opennrm.config import settings as s; print(json.dumps([s.SESSION_COOKIE_NAME,"
        " s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE]))"
    )
    there = {**os.environ, "OPENNRM_PUBLIC_ADDRESS": address, "PYTHONPATH": "src"}
    said = subprocess.run([sys.executable, "-c", asked], env=there, capture_output=True, check=True).stdout
    assert json.loads(said) == [*names, secure, secure]


@pytest.mark.django_db
def test_a_page_knows_what_another_process_changed_in_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    code = added(administrator())
    list_changes.forget()  # as in another process
    Client().get("/")
    assert code not in lists.entries("councils")
    monkeypatch.setattr(changed_lists._LOOKED, "at", float("-inf"))
    Client().get("/")
    assert code in lists.entries("councils")


@pytest.mark.django_db
def test_where_the_table_of_lists_cannot_be_read_a_page_without_lists_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(middleware, "look_now_and_then", away)
    monkeypatch.setattr(middleware.connection, "close", lambda: None)
    assert Client().get("/").status_code == 200
