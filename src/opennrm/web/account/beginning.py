"""What beginning to sign in leaves until it is finished: sealed in the browser that began, and nowhere here.

So nobody fills the table of sessions by beginning without end, and nobody has to be counted, or kept out, for how often
others behind the same address begin. What was begun can be finished once, within `LASTS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from opennrm.partners.browsers import new_secret
from opennrm.partners.throttling import WINDOW, take_try
from opennrm.vault.sealing import CannotOpen, open_sealed, seal

WANTS = "organisation_wants"
"""Where it says what somebody is on the way to with their organisation: an address, and whether they only confirm."""
PASSKEY, ORGANISATION = "passkey", "organisation"
LASTS = WINDOW
"""No longer than it is counted that something was finished already."""
_PURPOSE = "begun to sign in by "
_OF_THE_PROVIDER = "_state_"
"""How Authlib begins the names of what it keeps."""


def begin(request: HttpRequest, way: str, answer: Callable[[], HttpResponseBase], *, at: datetime) -> HttpResponseBase:
    """Answer, and leave with the browser what the answer kept in the session for the way back.

    Whoever is signed in has a session already, and keeps it there.
    """
    response = answer()
    if SESSION_KEY in request.session:
        return response
    kept = _taken_out(request)
    if kept:
        text = json.dumps({"kept": kept, "at": at.timestamp(), "once": new_secret()})
        response.set_cookie(
            _name(way),
            seal(text, purpose=_PURPOSE + way),
            max_age=int(LASTS.total_seconds()),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return response


def finish(request: HttpRequest, way: str, answer: Callable[[], HttpResponseBase], *, at: datetime) -> HttpResponseBase:
    """Answer with what this browser was left when it began; afterwards it is neither there nor here."""
    for key, value in _left_with(request, way, at).items():
        request.session.setdefault(key, value)
    response = answer()
    _taken_out(request)
    if _name(way) in request.COOKIES:
        response.delete_cookie(_name(way), samesite="Strict")
    return response


def _left_with(request: HttpRequest, way: str, at: datetime) -> dict[str, Any]:
    """What it was left with; nothing where it was not, or too long ago, or where that was finished already."""
    try:
        left = json.loads(open_sealed(request.COOKIES.get(_name(way), ""), purpose=_PURPOSE + way))
    except CannotOpen:
        return {}
    is_in_time = 0 <= at.timestamp() - left["at"] < LASTS.total_seconds()
    if not is_in_time or not take_try("begun", left["once"], at=at, limit=1):
        return {}
    kept: dict[str, Any] = left["kept"]
    return kept


def _taken_out(request: HttpRequest) -> dict[str, Any]:
    names = (name for name, _ in request.session.items())
    begun = [name for name in names if name in (STATE_SESSION_KEY, WANTS) or name.startswith(_OF_THE_PROVIDER)]
    return {name: request.session.pop(name) for name in begun}


def _name(way: str) -> str:
    return f"{settings.BEGUN_COOKIE_NAME}-{way}"
