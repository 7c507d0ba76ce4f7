"""Exactly these headers on every answer, whatever became of the request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from opennrm.web.middleware import HEADERS
from tests.factories import partners as made

pytestmark = pytest.mark.django_db
HTTPS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
NO_STORE = {"Cache-Control": "no-store"}
PAGE = {**HEADERS, **HTTPS, "Content-Type": "text/html; charset=utf-8"}


def table(*more: str, store: dict[str, str] = NO_STORE) -> tuple[dict[str, str], set[str]]:
    return {**PAGE, **store}, set(more)


def fails(monkeypatch: pytest.MonkeyPatch, fault: type[Exception]) -> Callable[..., None]:
    def broken(*_: object, **__: object) -> None:
        raise fault("planted")

    monkeypatch.setattr("opennrm.web.referrals.drafting.start_draft", broken)
    return broken


def asked(client: Client, what: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """One request of each kind of end."""
    ways: dict[str, Callable[[], Any]] = {
        "200": lambda: client.get("/referrals/"),
        "200 public": lambda: Client().get("/privacy/"),
        "302": lambda: Client().get("/referrals/"),
        "400": lambda: client.get("/", headers={"host": "evil.example"}),
        "403": lambda: Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a"}),
        "404": lambda: client.get("/nowhere/"),
        "405": lambda: client.delete("/referrals/"),
        "413": lambda: client.post("/referrals/start/", {"words": "x" * 1_000_001}),
        "413 fields": lambda: client.post("/referrals/start/", {f"f{n}": "1" for n in range(301)}),
        "500": lambda: fails(monkeypatch, ValueError) and client.post("/referrals/start/"),
        "503": lambda: fails(monkeypatch, OperationalError) and client.post("/referrals/start/"),
    }
    return ways[what]()


@pytest.mark.proves(
    "HDR-01", "3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.4.5", "3.4.6", "3.4.8", "4.1.1", "13.4.6", "14.3.2"
)
@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("200", {"Vary"}),
        ("200 public", {"Vary"}),
        ("302", {"Location", "Vary"}),
        ("400", set()),
        ("403", {"Vary"}),
        ("404", set()),
        ("405", {"Allow"}),
        ("413", set()),
        ("413 fields", set()),
        ("500", set()),
        ("503", {"Retry-After"}),
    ],
)
def test_each_answer_has_the_headers_of_the_table_and_no_other(
    what: str, more: set[str], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SERVED_OVER_HTTPS = True
    client = made.client_for(made.account("first_responder"))
    client.raise_request_exception = False
    answer = asked(client, what, monkeypatch)
    assert answer.status_code == int(what.split()[0])
    own, values = set(answer.headers) - set(PAGE) - set(NO_STORE), dict(answer.headers)
    assert own <= more | {"Vary", "Content-Length"}, own
    assert more - {"Vary"} <= own
    assert {name: values[name] for name in PAGE} == PAGE
    assert "no-store" in values["Cache-Control"]


@pytest.mark.proves("HDR-01", "3.4.1", "3.4.4")
def test_a_static_file_has_them_too(settings: Any) -> None:
    settings.SERVED_OVER_HTTPS = True
    for address, status in (("/static/opennrm.css", 200), ("/static/nothing.css", 404)):
        answer = Client().get(address)
        assert answer.status_code == status
        assert {name: answer.headers[name] for name in (*HEADERS, *HTTPS)} == {**HEADERS, **HTTPS}
        assert "Access-Control-Allow-Origin" not in answer.headers
        answer.close()


@pytest.mark.proves("5.2.1")
@pytest.mark.parametrize(
    "body",
    [
        {"words": "x" * 1_000_001},
        {f"field-{number}": "1" for number in range(301)},
    ],
    ids=["size", "fields"],
)
def test_one_more_than_the_limit_is_refused_in_words(body: dict[str, str]) -> None:
    client = made.client_for(made.account("first_responder"))
    answer = client.post("/referrals/start/", body)
    assert answer.status_code == 413
    assert "not received" in answer.content.decode()
    assert "at most 300 answers" in answer.content.decode()


@pytest.mark.proves("5.2.1")
def test_no_file_is_taken_on_other_pages() -> None:
    from io import BytesIO

    client = made.client_for(made.account("first_responder"))
    sent = BytesIO(b"%PDF-1.7")
    sent.name = "a.pdf"
    assert client.post("/referrals/start/", {"file": sent}).status_code == 413
