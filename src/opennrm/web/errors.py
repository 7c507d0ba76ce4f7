"""The pages for when something is not as hoped: each says what happened and what to do, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from opennrm.mechanism.refusal import Refusal
from opennrm.web.jinja import render


@dataclass(frozen=True, slots=True)
class PageError:
    """An error of a page: what it says, and the id of the input it is about (None: the page as a whole)."""

    message: str
    field_id: str | None = None


def of_refusal(refusal: Refusal) -> PageError:
    """A refusal as an error of the page, linked to its field if it has one."""
    return PageError(message=refusal.because, field_id=refusal.field)


def forbidden(request: HttpRequest, because: str) -> HttpResponse:
    """403: the refusal's sentence."""
    return _page(request, "errors/forbidden.html", 403, because=because)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same bytes for an unknown address, a record that is not there and a record that is not yours."""
    return _page(request, "errors/not_found.html", 404)


def not_shown(request: HttpRequest) -> HttpResponse:
    """503 to somebody who wanted to see a page: the viewing could not be recorded, or the database is away."""
    return _wait(_page(request, "errors/not_shown.html", 503))


def not_received(request: HttpRequest) -> HttpResponse:
    """503 to somebody who sent something: it says that nothing was received, and offers to send the same again."""
    return _wait(_page(request, "errors/not_received.html", 503, address=request.path, sent=list(_sendable(request))))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when the form's protection against forgery does not match, mostly after signing in again elsewhere."""
    return _page(request, "errors/stale_form.html", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, "errors/bad_request.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 from a part that is not ours."""
    return forbidden(request, "You cannot do this now. Go back and start again.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake."""
    return _page(request, "errors/server_error.html", 500)


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """429 after too many wrong sign-ins; the same words whether or not there is such an account."""
    return _page(request, "errors/locked_out.html", 429)


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    asking: Any = request
    asking.actor = None  # these pages are the same for everybody, and need no database
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _wait(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = "30"
    return response


def _sendable(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was sent, to be sent again by one button; never a secret, and nothing at all when files came with it."""
    names = list(request.POST)
    if request.FILES or any("password" in name or name == "code" for name in names):
        return
    for name in names:
        for value in request.POST.getlist(name):
            yield name, value
