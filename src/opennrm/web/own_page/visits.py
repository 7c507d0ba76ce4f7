"""What the browser holds that opened a person's page: a random visit, signed with the moment it was last shown at."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from opennrm.mechanism.own_page import VISIT_IDLE

_SALT = "opennrm.visit"
PATH = "/u/"


def visit_in(request: HttpRequest) -> str | None:
    """The visit of this browser; None if it holds none, or was idle for ten minutes."""
    held = request.COOKIES.get(settings.VISIT_COOKIE_NAME, "")
    try:
        return TimestampSigner(salt=_SALT).unsign(held, max_age=VISIT_IDLE)
    except BadSignature:
        return None


def hold_visit(response: HttpResponse, visit: str) -> None:
    """Let the browser hold the visit for ten minutes from now."""
    response.set_cookie(
        settings.VISIT_COOKIE_NAME,
        TimestampSigner(salt=_SALT).sign(visit),
        max_age=int(VISIT_IDLE.total_seconds()),
        path=_path(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def let_go_of_visit(response: HttpResponse) -> None:
    """Leave nothing of it in the browser."""
    response.delete_cookie(settings.VISIT_COOKIE_NAME, path=_path(), samesite="Strict")


def leave_no_trace(request: HttpRequest, response: HttpResponse) -> None:
    """Take what guards forms out of the browser, too, where nobody of the service is signed in."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Strict")


def _path() -> str:
    """A name that begins with __Host- goes with the whole host."""
    return "/" if settings.VISIT_COOKIE_NAME.startswith("__Host-") else PATH
