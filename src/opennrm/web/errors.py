"""The pages for when something is not as hoped: each says what happened and what to do, and keeps what was typed."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.translation import gettext as _
from psycopg.errors import InternalError_

from opennrm.audit.record import OutcomeUnknown, has_committed
from opennrm.mechanism.refusal import Refusal
from opennrm.web.jinja import render
from opennrm.web.problems import FOR_PROGRAMS, at_large

log = structlog.get_logger()
CONFIRMING = "confirm-"
"""How the fields begin by which somebody confirms that it is they; each of them could hold a secret."""

# Shown when not even a template can be rendered: it needs nothing at all.
LAST_RESORT = """<!DOCTYPE html><html lang="en-gb"><head><meta charset="utf-8"><title>Sorry, there is a problem</title>
</head><body><main><h1>Sorry, there is a problem with the service</h1>
<p>We cannot say whether what you sent was received. Keep a copy of it, and try again in a few minutes.</p>
<p>If somebody is in danger now, ring 999.</p></main></body></html>"""


@dataclass(frozen=True, slots=True)
class PageError:
    """An error of a page: what it says, and the id of the input it is about (None: the page as a whole)."""

    message: str
    field_id: str | None = None


def of_refusal(refusal: Refusal) -> PageError:
    """A refusal as an error of the page, linked to its field if it has one."""
    return PageError(message=refusal.because, field_id=refusal.field)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 when what was sent is larger than the service takes, or has more fields, or files."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return _page(request, "errors/bad_request.html", 400)


def forbidden(request: HttpRequest, because: str) -> HttpResponse:
    """403: the refusal's sentence."""
    return _page(request, "errors/forbidden.html", 403, because=because)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 from a part that is not ours."""
    return forbidden(request, "You cannot do this now. Go back and start again.")


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when the form's protection against forgery does not match, mostly after signing in again elsewhere."""
    return _page(request, "errors/stale_form.html", 403, typed=typed_fields(request))


def signed_out(request: HttpRequest, sign_in: str, *, kept: bool = False) -> HttpResponse:
    """403 to somebody whose session ended while they were typing: it was not received, and here it is to be copied.

    `kept`: it will be in the form again when they have signed in.

    `sign_in` is the address that leads to signing in and back. What they typed goes back to them and nowhere else.
    """
    told = {"typed": typed_fields(request), "sign_in": sign_in, "kept": kept, "had_files": bool(request.FILES)}
    return _page(request, "errors/signed_out.html", 403, **told)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same bytes for an unknown address, a record that is not there and a record that is not yours."""
    return _page(request, "errors/not_found.html", 404)


def method_not_allowed(request: HttpRequest, allowed: Iterable[str]) -> HttpResponse:
    """405: the address is there, but not for this; `allowed` are the methods it answers."""
    response = _page(request, "errors/method_not_allowed.html", 405)
    response["Allow"] = ", ".join(allowed)
    return response


def conflict(request: HttpRequest, because: str) -> HttpResponse:
    """409: somebody, perhaps the same person, was there before; `because` says what changed."""
    return _page(request, "errors/conflict.html", 409, because=because, typed=typed_fields(request))


def too_large(request: HttpRequest) -> HttpResponse:
    """413: larger than the service takes; what was typed cannot be read, so the page says to go back to it."""
    return _page(request, "errors/too_large.html", 413)


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """429 after too many wrong sign-ins; the same words whether or not there is such an account."""
    return _page(request, "errors/locked_out.html", 429)


def is_of_the_database(error: BaseException | None) -> bool:
    """Is it the database that is away, or that could not do what it was told for a reason of its own?

    A write of its that was interrupted, or a file that it cannot extend, it tells as an internal error of its own.
    """
    return isinstance(error, OperationalError | InterfaceError) or (
        isinstance(error, InternalError) and isinstance(error.__cause__, InternalError_)
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake; 503 when it is the database that is away. Needs neither the database nor a context."""
    if is_of_the_database(sys.exc_info()[1]):
        return not_shown(request) if request.method in ("GET", "HEAD") else not_received(request)
    fault, typed = logged(request, 500), typed_fields(request)
    return _page(request, "errors/server_error.html", 500, typed=typed, once=_is_done_once(typed), fault=fault)


def too_many_records(request: HttpRequest, most: int) -> HttpResponse:
    """429 to somebody who opened the records of more people within an hour than anybody needs."""
    told = {
        "title": _("You have opened too many records"),
        "reached": _("Within one hour you opened the records of as many people as anybody may:"),
        "remedy": _(
            "Wait until an hour has passed. Your organisation's administrator was told. "
            "Nothing that you sent is lost: it was kept when the page said so."
        ),
        "leads_to": "/",
        "link": _("Go to the start page"),
    }
    return _page(request, "errors/too_many.html", 429, most=most, **told)


def too_many_searches(request: HttpRequest, most: int) -> HttpResponse:
    """429 to somebody who searched for people within an hour more often than anybody needs to."""
    told = {
        "title": _("You have searched too often"),
        "reached": _("Within one hour you searched for people as often as anybody may:"),
        "remedy": _(
            "Wait until an hour has passed, or find a case by its reference. "
            "Your organisation's administrator was told."
        ),
        "leads_to": reverse("find_case"),
        "link": _("Find a case by its reference"),
    }
    return _page(request, "errors/too_many.html", 429, most=most, **told)


def not_shown(request: HttpRequest) -> HttpResponse:
    """503 to somebody who wanted to see a page: the viewing could not be recorded, or the database is away."""
    return _wait(_page(request, "errors/not_shown.html", 503, fault=logged(request, 503)))


def busy(request: HttpRequest) -> HttpResponse:
    """503: much is at work that costs much. What was sent was not received, and comes back to be sent again.

    Nothing is wrong, so the log has a line and no fault.
    """
    found = request.resolver_match
    log.info("busy", page=found.url_name if found else None, method=_method(request))
    return _wait(_page(request, "errors/busy.html", 503, is_sent=request.method == "POST", **_to_send_again(request)))


def erased(request: HttpRequest) -> HttpResponse:
    """410: the keys of what the page would show were erased, as it was decided; nobody can read it again."""
    return _page(request, "errors/erased.html", 410)


def cannot_open(request: HttpRequest) -> HttpResponse:
    """503: something that the page would show was changed behind our back; nothing of it is shown."""
    return _page(request, "errors/cannot_open.html", 503, fault=logged(request, 503), **_sent(request))


def no_key(request: HttpRequest) -> HttpResponse:
    """503: the key of what the page would show is not here, or is another one. The record itself may be as it was."""
    return _wait(_page(request, "errors/no_key.html", 503, fault=logged(request, 503), **_sent(request)))


def _sent(request: HttpRequest) -> dict[str, Any]:
    """What was sent, whether anything was, and whether it was kept before the page could not be shown."""
    typed = typed_fields(request)
    once = _is_done_once(typed)
    return {"typed": typed, "once": once, "sent": request.method == "POST", "kept": has_committed()}


def _is_done_once(typed: list[tuple[str, str]]) -> bool:
    """Did the form carry a token, by which sending it twice is seen? Without one nobody may be told so."""
    return any(name == "token" for name, _ in typed)


def not_received(request: HttpRequest) -> HttpResponse:
    """503 to somebody who sent something: nothing was received, or nobody can say; it offers to send the same again.

    Nobody can say where the connection was lost during COMMIT, and where something was kept before what failed after
    it: the session, or a look at what the answer was to show.
    """
    fault = logged(request, 503)
    is_unknown = has_committed() or isinstance(sys.exc_info()[1], OutcomeUnknown)
    page = "outcome_unknown" if is_unknown else "not_received"
    return _wait(_page(request, f"errors/{page}.html", 503, fault=fault, **_to_send_again(request)))


def _to_send_again(request: HttpRequest) -> dict[str, Any]:
    """What was typed, where it goes, and the token by which a form may send it there again (none where it cannot)."""
    typed = typed_fields(request)
    held = request.POST.get("csrfmiddlewaretoken", "") if typed and not request.FILES else ""
    return {"address": request.path, "typed": typed, "once": _is_done_once(typed), "token": held}


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Take a request; give name and value of each field that was sent with it, in order, but never a secret.

    What was typed to confirm that it is they is left out, so that the form which waited for that is not lost with it.
    Empty when what was sent cannot be read. The values go back to the person who sent them, and nowhere else.
    """
    if request.method != "POST":
        return []
    try:
        sent = request.POST
    except (SuspiciousOperation, MultiPartParserError, OSError, UnicodeError):
        return []
    names = [name for name in sent if name != "csrfmiddlewaretoken" and not name.startswith(CONFIRMING)]
    if any("password" in name or name == "code" for name in names):
        return []
    return [(name, value) for name in names for value in sent.getlist(name) if value]


def logged(request: HttpRequest, status: int) -> str:
    """Leave one line about the exception that is being answered; give the id by which the page and the line are one.

    The line says which kind of exception, where in the code, and which page was asked for how: never what the
    exception says, nor the address, nor anything that was sent, since each of these can name somebody.
    """
    fault = secrets.token_hex(4)
    raised = sys.exc_info()[1]
    found = request.resolver_match
    log.error(
        "server_fault",
        fault=fault,
        status=status,
        exception=type(raised).__name__ if raised else None,
        cause=type(raised.__cause__).__name__ if raised and raised.__cause__ else None,
        where=_where(raised),
        page=found.url_name if found else None,
        method=_method(request),
    )
    return fault


def _method(request: HttpRequest) -> str:
    return request.method if request.method in ("GET", "HEAD", "POST") else "another"


def _where(raised: BaseException | None) -> str | None:
    """The module and line that raised it."""
    trace = raised.__traceback__ if raised else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else None


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    if request.path.startswith(FOR_PROGRAMS):
        return at_large(status).answer()
    asking: Any = request
    asking.actor = None  # these pages are the same for everybody, and need no database
    try:
        response = render(request, template, context, status=status)
    except Exception:  # a page about a mistake must not make one of its own
        response = HttpResponse(LAST_RESORT, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _wait(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = "30"
    return response
