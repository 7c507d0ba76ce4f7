"""What beginning to sign in leaves until it is finished: sealed in the browser that began, and nowhere here.

So nobody fills a table by beginning without end, and nobody has to be counted, or kept out, for how often others
behind the same address begin. Each beginning has a cookie of its own, named for what the way back brings (the state of
OpenID Connect, the challenge of a passkey): two tabs that begin do not break each other. What was begun can be finished
once, within `LASTS`; only that is kept, and only of those who were let in.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from opennrm.partners.browsers import new_secret
from opennrm.partners.throttling import WINDOW, take_try
from opennrm.vault.sealing import CannotOpen, open_sealed, seal

WANTS = "organisation_wants_"
"""Before the state: where it says what somebody is on the way to with their organisation, and if they only confirm."""
PASSKEY, ORGANISATION = "passkey", "organisation"
LASTS = WINDOW
"""No longer than it is counted that something was finished already."""
MOST = 3
"""Beginnings that a browser keeps of each way: the last ones."""
MOST_BYTES = 5500
"""Of all their cookies together: servers take 8,190 bytes of a line, and there are others."""
_PURPOSE = "begun to sign in by "
_OF_THE_PROVIDER = "_state_"
"""How Authlib begins the names of what it keeps."""


def begin(request: HttpRequest, way: str, answer: Callable[[], HttpResponseBase], *, at: datetime) -> HttpResponseBase:
    """Answer, and leave with the browser what the answer kept in the session for the way back.

    Whoever is signed in has a session already, and keeps it there.
    """
    response = answer()
    if SESSION_KEY in request.session:
        _keep_the_last(request)
        return response
    kept = _taken_out(request)
    if kept:
        text = json.dumps({"kept": kept, "at": at.timestamp(), "once": new_secret()})
        sealed = seal(text, purpose=_PURPOSE + way)
        response.set_cookie(
            _name(way, _known_by(kept)),
            sealed,
            max_age=int(LASTS.total_seconds()),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
        for name in _too_many(request, way, len(sealed)):
            response.delete_cookie(name, samesite="Strict")
    return response


def finish(
    request: HttpRequest, way: str, answer: Callable[[], HttpResponseBase], *, of: str, at: datetime
) -> HttpResponseBase:
    """Answer with what this browser was left when it began the one that is known by `of`, the state or challenge.

    Afterwards that is neither there nor here; what other tabs began is. Whoever answers asks `first_time` once it is
    found right.
    """
    name = _name(way, of or "nothing")
    left = _left_in(request, name, way)
    is_in_time = 0 <= at.timestamp() - left.get("at", 0) < LASTS.total_seconds()
    if is_in_time:
        for key, value in left["kept"].items():
            request.session.setdefault(key, value)
        asking: Any = request
        asking.begun_once = left["once"]
    response = answer()
    _taken_out(request, of)
    if name in request.COOKIES:
        response.delete_cookie(name, samesite="Strict")
    return response


def first_time(request: HttpRequest, *, at: datetime) -> bool:
    """Is what this browser was left finished for the first time? To be asked once the answer was found right.

    Before that nothing is kept of it: whoever comes back with worthless answers leaves nothing by it.
    """
    begun: str | None = getattr(request, "begun_once", None)
    return begun is None or take_try("begun", begun, at=at, limit=1)


def _left_in(request: HttpRequest, name: str, way: str) -> dict[str, Any]:
    """What a cookie holds; nothing where it is not there, or was not made here."""
    try:
        left: dict[str, Any] = json.loads(open_sealed(request.COOKIES.get(name, ""), purpose=_PURPOSE + way))
    except CannotOpen:
        return {}
    return left


def _too_many(request: HttpRequest, way: str, size: int) -> list[str]:
    """The cookies of older beginnings that have to go beside a new one of this size."""
    begun = [name for name in request.COOKIES if name.startswith(_name(way, ""))]
    begun.sort(key=lambda name: float(_left_in(request, name, way).get("at", 0)), reverse=True)
    gone = []
    for count, name in enumerate(begun, start=2):
        size += len(request.COOKIES[name])
        if count > MOST or size > MOST_BYTES:
            gone.append(name)
    return gone


def _keep_the_last(request: HttpRequest) -> None:
    """Let go of what was begun in a session before its last beginnings."""
    begun = [name.removeprefix(WANTS) for name, _ in request.session.items() if name.startswith(WANTS)]
    for of in begun[:-MOST]:
        _taken_out(request, of)


def _taken_out(request: HttpRequest, of: str | None = None) -> dict[str, Any]:
    """What a session has of one beginning, or of all, which it then has no more."""
    begun = [name for name, value in request.session.items() if _is_of(name, value, of)]
    return {name: request.session.pop(name) for name in begun}


def _is_of(name: str, value: Any, of: str | None) -> bool:
    if name == STATE_SESSION_KEY:
        return of is None or value["challenge"] == of
    if not name.startswith((WANTS, _OF_THE_PROVIDER)):
        return False
    return of is None or name.endswith(f"_{of}")


def _known_by(kept: dict[str, Any]) -> str:
    """The state or challenge with which the browser will come back."""
    if STATE_SESSION_KEY in kept:
        return str(kept[STATE_SESSION_KEY]["challenge"])
    return next(name.removeprefix(WANTS) for name in kept if name.startswith(WANTS))


def _name(way: str, of: str) -> str:
    """The cookie of a beginning; without `of`, how the cookies of all of them begin."""
    return f"{settings.BEGUN_COOKIE_NAME}-{way}-{sha256(of.encode(errors='replace')).hexdigest()[:16] if of else ''}"
