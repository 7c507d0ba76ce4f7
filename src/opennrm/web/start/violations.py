"""What browsers tell of what the content security policy stopped: counted in the log without any address of ours."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt

from opennrm.web import errors
from opennrm.web.policy import PUBLIC

log = structlog.get_logger()
LONGEST = 16_000
"""Bytes of a report that are read."""
POLICY_NAMES = frozenset(
    {
        *("default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem"),
        *("style-src-attr", "img-src", "font-src", "connect-src", "manifest-src", "object-src", "frame-src"),
        *("form-action", "base-uri", "frame-ancestors", "media-src", "worker-src", "child-src"),
        *("require-trusted-types-for", "trusted-types"),
    }
)
WORDS = frozenset({"inline", "eval", "wasm-eval", "trusted-types-policy", "trusted-types-sink", "data", "blob"})


@csrf_exempt  # a browser sends it by itself, and it changes nothing
def policy_violations(request: HttpRequest) -> HttpResponse:
    """Take a report in the form of `report-uri`; leave one line that says what was stopped on which kind of page."""
    if request.method != "POST":
        return errors.method_not_allowed(request, ["POST"])
    told = _report(request)
    if told is None:
        return errors.bad_request(request)
    log.warning(
        "policy_violation",
        directive=_directive(told.get("effective-directive") or told.get("violated-directive")),
        blocked=_blocked(told.get("blocked-uri")),
        page=_page(told.get("document-uri")),
    )
    return HttpResponse(status=204)


policy_violations.policy = PUBLIC  # type: ignore[attr-defined]


def _report(request: HttpRequest) -> dict[str, Any] | None:
    raw = request.read(LONGEST + 1)
    try:
        sent = json.loads(raw) if len(raw) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    report = sent.get("csp-report") if isinstance(sent, dict) else None
    return report if isinstance(report, dict) else None


def _directive(told: object) -> str:
    name = str(told).split(" ")[0]
    return name if name in POLICY_NAMES else "another"


def _blocked(told: object) -> str:
    """A word of the standard, or whether it was ours: never an address."""
    text = str(told)
    if text in WORDS:
        return text
    own = urlsplit(settings.PUBLIC_ADDRESS).netloc
    try:
        return "own" if urlsplit(text).netloc == own else "foreign"
    except ValueError:
        return "another"


def _page(told: object) -> str | None:
    """The name of the kind of page, as it stands in docs/routes.md."""
    try:
        return resolve(urlsplit(str(told)).path).url_name
    except (Resolver404, ValueError):
        return None
