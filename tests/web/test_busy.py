"""Whoever asks for what costs much while others do is told that it is busy, and loses nothing of what they typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from threading import BoundedSemaphore

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from structlog.testing import capture_logs

from opennrm.web import costly, errors
from opennrm.web.guard import PUBLIC, page
from tests.factories.partners import client_for
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


@pytest.fixture
def turn(monkeypatch: pytest.MonkeyPatch) -> Iterator[ExitStack]:
    """As many as may are at work, until this is left."""
    monkeypatch.setattr(costly, "_let_in", BoundedSemaphore(1))
    with ExitStack() as taken:
        taken.enter_context(costly.in_turn())
        yield taken


def fields_of(text: str) -> dict[str, str]:
    """What the form on the page would send."""
    inputs = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
    return inputs | dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', text))


@pytest.mark.proves("15.2.2")
def test_a_search_that_comes_while_it_is_busy_is_told_so_and_can_be_sent_again(here: House, turn: ExitStack) -> None:
    here.adult()
    client: Client = client_for(here.caseworker)
    client.handler.enforce_csrf_checks = True
    token = fields_of(client.get("/find/").content.decode())["csrfmiddlewaretoken"]
    typed = {"person": "Linh Exemple", "confirm-code": "123456", "csrfmiddlewaretoken": token}
    with capture_logs() as lines:
        answer = client.post("/find/", typed)
    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert "Sorry, the service is busy" in text
    assert "nothing is wrong" in text
    assert "cannot save" not in text
    assert "quote fault" not in text
    assert "123456" not in text
    assert [(line["event"], line["log_level"], line["page"]) for line in lines] == [("busy", "info", "find_case")]
    assert "Linh" not in str(lines)
    assert '<form method="post" action="/find/">' in text
    sent = fields_of(text)
    assert sent["person"] == "Linh Exemple"
    turn.close()
    assert client.post("/find/", sent).headers["Location"].startswith("/find/?search=")


def test_a_form_with_a_secret_comes_back_without_any_of_it(rf: RequestFactory) -> None:
    text = errors.busy(rf.post("/sign-in/", {"login": "a@force.example", "password": "hunter2"})).content.decode()
    assert "hunter2" not in text
    assert "Go back and send it again." in text


def test_whoever_only_looks_is_offered_no_form(
    turn: ExitStack, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opennrm.web.guard.let_in", lambda *_, **__: None)
    answer = page(needs=PUBLIC, costly=True)(_nothing)(rf.get("/figures.csv"))
    assert answer.status_code == 503
    assert b"<form method" not in answer.content  # type: ignore[attr-defined]
    assert b"Try again in a moment." in answer.content  # type: ignore[attr-defined]


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")
