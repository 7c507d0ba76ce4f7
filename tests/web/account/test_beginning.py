"""What beginning to sign in leaves: a sealed cookie, small enough for any browser, for a quarter of an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from opennrm.partners.models import Tries
from opennrm.web.account.beginning import LASTS, ORGANISATION, PASSKEY, WANTS, begin, finish

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAME = "begun-organisation"


def asking(cookie: str = "", **session: Any) -> Any:
    request: Any = RequestFactory().get("/", headers={"Cookie": f"{NAME}={cookie}"})
    request.session = SessionStore()
    request.session.update(session)
    return request


def began(**session: Any) -> tuple[Any, Any]:
    request = asking(**session)

    def answer() -> HttpResponse:
        request.session[WANTS] = {"address": "/cases/"}
        request.session["_state_north_abc"] = {"data": {"nonce": "n"}}
        return HttpResponse()

    return request, begin(request, ORGANISATION, answer, at=AT)


def found(request: Any, *, way: str = ORGANISATION, at: datetime = AT) -> dict[str, Any]:
    """What the way back finds in the session."""
    seen: dict[str, Any] = {}

    def answer() -> HttpResponse:
        seen.update(request.session.items())
        return HttpResponse()

    finish(request, way, answer, at=at)
    return seen


def test_it_lies_with_the_browser_alone_where_nothing_can_be_read_in_it() -> None:
    request, response = began(typed="kept for its owner")
    assert dict(request.session.items()) == {"typed": "kept for its owner"}
    cookie = response.cookies[NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Strict", 900)
    assert "cases" not in cookie.value
    assert not Tries.objects.exists()


def test_the_way_back_finds_it_once_and_leaves_it_nowhere() -> None:
    cookie = began()[1].cookies[NAME].value
    request = asking(cookie, typed="kept")
    assert found(request) == {
        "typed": "kept",
        WANTS: {"address": "/cases/"},
        "_state_north_abc": {"data": {"nonce": "n"}},
    }
    assert dict(request.session.items()) == {"typed": "kept"}
    assert found(asking(cookie)) == {}


@pytest.mark.parametrize("later", [timedelta(seconds=-1), LASTS, timedelta(days=1)])
def test_it_is_not_found_out_of_its_time(later: timedelta) -> None:
    assert found(asking(began()[1].cookies[NAME].value), at=AT + later) == {}


def test_what_began_one_way_does_not_finish_another() -> None:
    cookie = began()[1].cookies[NAME].value
    request: Any = RequestFactory().get("/", headers={"Cookie": f"begun-passkey={cookie}"})
    request.session = SessionStore()
    assert found(request, way=PASSKEY) == {}


def test_whoever_is_signed_in_keeps_it_in_their_session() -> None:
    request, response = began(**{SESSION_KEY: "somebody"})
    assert WANTS in request.session
    assert not response.cookies


def test_what_a_session_has_of_its_own_is_not_replaced() -> None:
    request = asking(began()[1].cookies[NAME].value, **{WANTS: {"address": "/own/"}})
    assert found(request)[WANTS] == {"address": "/own/"}
