"""What every answer carries, and the door before views that are not ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

from opennrm.audit.asking import asking
from opennrm.audit.record import NotRecorded, remembering_commits
from opennrm.cases.list_changes import look_now_and_then
from opennrm.web import errors
from opennrm.web.arriving import comes_by_a_link_from_elsewhere, step
from opennrm.web.door import let_in
from opennrm.web.patience import impatient
from opennrm.web.problems import FOR_PROGRAMS
from opennrm.web.requested_from import FROM_ELSEWHERE, is_refused
from opennrm.web.sent_once import is_asked_twice, repeated
from opennrm.web.stale_connection import let_go_of_stale_connection
from opennrm.web.third_party import BEFORE_SECOND_FACTOR, POLICIES
from opennrm.web.trying import remember_browser

Answer = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # data: for the QR code of the second factor, which no other address may hold
        "font-src 'self'",
        "media-src 'self'",  # the copy of a recording, on the page of its file
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        "report-uri /policy-violations",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With "no-referrer" a browser sends each form with `Origin: null`, and forms could not be told from forged ones.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


NUL = "\x00"
METHODS = ("GET", "HEAD", "POST")
"""All that any page answers; which of them one has, it says itself."""


class SecurityHeaders:
    """Puts the headers on every answer, static files and error pages included."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers; for another host, or by a method that nothing here has, with a refusal."""
        with impatient(), remembering_commits():
            response = _refusal(request) or self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.SERVED_OVER_HTTPS:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return response


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if NUL in request.path or any(NUL in text for text in request.COOKIES.values()):
        return errors.bad_request(request)  # no browser sends it, and no column can be asked for it
    if request.method not in METHODS and not request.path.startswith(FOR_PROGRAMS):
        return errors.method_not_allowed(request, METHODS)
    try:
        request.get_host()
    except DisallowedHost:
        return errors.bad_request(request)
    return None


def learn_of_changed_lists() -> None:
    """What was added to a list or ended by another process is known here too, soon after.

    Where the database is away, that is said by whoever asks it something.
    """
    try:
        look_now_and_then()
    except (OperationalError, InterfaceError):
        connection.close()


class Guard:
    """Holds third parties' views to the policies declared for them; a view without any policy answers to nobody."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; nobody is known until a policy was asked."""
        let_go_of_stale_connection()
        learn_of_changed_lists()
        arrived: Any = request
        arrived.actor = None
        with asking():
            response = self.get_response(request)
            remember_browser(request, response)
        if "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store"  # everything behind here: files are served before
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Our own pages ask for themselves; the others are asked here."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if is_refused(request, name):
            return errors.forbidden(request, FROM_ELSEWHERE)
        if is_asked_twice(request) or (not hasattr(view, "policy") and repeated(request.POST)):
            return errors.bad_request(request)
        if comes_by_a_link_from_elsewhere(request):
            return step(request)
        if hasattr(view, "policy"):
            return None
        policy = POLICIES.get(name or "")
        if policy is None:
            return errors.not_found(request)
        try:
            return let_in(request, policy, before_second_factor=name in BEFORE_SECOND_FACTOR)
        except (OperationalError, InterfaceError) as away:
            return self.process_exception(request, away)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The database is away, or the history cannot be written: say so, and that nothing was received."""
        if not (isinstance(exception, NotRecorded) or errors.is_of_the_database(exception)):
            return None
        return errors.not_received(request) if request.method == "POST" else errors.not_shown(request)
