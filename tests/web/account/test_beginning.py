"""What beginning to sign in leaves: a sealed cookie, small enough for any browser, for a quarter of an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from opennrm.partners.models import Tries
from opennrm.web.account.beginning import LASTS, MOST_BYTES, ORGANISATION, PASSKEY, WANTS, begin, finish, first_time

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
STATE = "abc"


def name_of(state: str = STATE, way: str = "organisation") -> str:
    return f"begun-{way}-{sha256(state.encode()).hexdigest()[:16]}"


NAME = name_of()


def asking(cookies: str | dict[str, str] = "", **session: Any) -> Any:
    held = {NAME: cookies} if isinstance(cookies, str) else cookies
    text = "; ".join(f"{name}={value}" for name, value in held.items())
    request: Any = RequestFactory().get("/", headers={"Cookie": text})
    request.session = SessionStore()
    request.session.update(session)
    return request


def began(state: str = STATE, cookies: str | dict[str, str] = "", at: datetime = AT, **session: Any) -> tuple[Any, Any]:
    request = asking(cookies, **session)

    def answer() -> HttpResponse:
        request.session[WANTS + state] = {"address": session.get("address", "/cases/")}
        request.session[f"_state_north_{state}"] = {"data": {"nonce": "n"}}
        return HttpResponse()

    return request, begin(request, ORGANISATION, answer, at=at)


def found(
    request: Any, *, way: str = ORGANISATION, of: str = STATE, at: datetime = AT, is_right: bool = True
) -> dict[str, Any]:
    """What the way back finds in the session, and may use."""
    seen: dict[str, Any] = {}

    def answer() -> HttpResponse:
        if not is_right or first_time(request, at=at):
            seen.update(request.session.items())
        return HttpResponse()

    finish(request, way, answer, of=of, at=at)
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
        WANTS + STATE: {"address": "/cases/"},
        "_state_north_abc": {"data": {"nonce": "n"}},
    }
    assert dict(request.session.items()) == {"typed": "kept"}
    assert found(asking(cookie)) == {}


@pytest.mark.parametrize("later", [timedelta(seconds=-1), LASTS, timedelta(days=1)])
def test_it_is_not_found_out_of_its_time(later: timedelta) -> None:
    assert found(asking(began()[1].cookies[NAME].value), at=AT + later) == {}


def test_what_began_one_way_does_not_finish_another() -> None:
    cookie = began()[1].cookies[NAME].value
    request: Any = RequestFactory().get("/", headers={"Cookie": f"{name_of(way='passkey')}={cookie}"})
    request.session = SessionStore()
    assert found(request, way=PASSKEY) == {}


def test_whoever_is_signed_in_keeps_it_in_their_session() -> None:
    request, response = began(STATE, "", AT, **{SESSION_KEY: "somebody"})
    assert WANTS + STATE in request.session
    assert not response.cookies


def test_what_a_session_has_of_its_own_is_not_replaced() -> None:
    request = asking(began()[1].cookies[NAME].value, **{WANTS + STATE: {"address": "/own/"}})
    assert found(request)[WANTS + STATE] == {"address": "/own/"}


def begins_often(states: str, size: int = 10) -> dict[str, str]:
    """A browser that begins once for each letter: the cookies that it holds afterwards."""
    held: dict[str, str] = {"other": "cookie"}
    for number, state in enumerate(states):
        response = began(state, held, AT + timedelta(seconds=number), address="/" + "a" * size)[1]
        for name, each in response.cookies.items():
            held[name] = each.value
            if each["max-age"] == 0:
                del held[name]
    return held


def test_the_last_three_beginnings_stay_and_finishing_one_leaves_the_others() -> None:
    held = begins_often("abcde")
    assert set(held) == {"other", *map(name_of, "cde")}
    for state in "dce":
        request, at = asking(held), AT + timedelta(seconds=9)
        assert set(found(request, of=state, at=at)) == {WANTS + state, f"_state_north_{state}"}
        assert not list(request.session.items())
        response = finish(asking(held), ORGANISATION, HttpResponse, of=state, at=at)
        assert list(response.cookies) == [name_of(state)]
    assert found(asking(held), of="a") == {}


def test_long_beginnings_together_stay_shorter_than_a_server_takes() -> None:
    held = begins_often("abcde", size=1500)
    assert name_of("e") in held
    assert sum(map(len, held.values())) < MOST_BYTES


def test_what_cannot_be_opened_goes_first() -> None:
    held = begins_often("abc") | {name_of("x"): "not ours"}
    response = began("d", held, AT + timedelta(seconds=9))[1]
    gone = {name for name, each in response.cookies.items() if each["max-age"] == 0}
    assert gone == {name_of("a"), name_of("x")}


def test_whoever_is_signed_in_keeps_their_last_three_and_finishing_one_leaves_the_others() -> None:
    kept: dict[str, Any] = {SESSION_KEY: "somebody"}
    for state in "abcd":
        kept = dict(began(state, **kept)[0].session.items())
    assert {name for name in kept if name.startswith(WANTS)} == {WANTS + state for state in "bcd"}
    request = asking(**kept)
    found(request, of="c")
    left = {name for name, _ in request.session.items() if name.startswith((WANTS, "_state_"))}
    assert left == {WANTS + "b", WANTS + "d", "_state_north_b", "_state_north_d"}


def test_a_worthless_answer_leaves_nothing() -> None:
    cookie = began()[1].cookies[NAME].value
    for _ in range(3):
        assert found(asking(cookie), is_right=False)
    assert not Tries.objects.exists()
    assert found(asking(cookie))
    assert Tries.objects.count() == 1
