"""Addresses with bugs planted in them: one breaks, one is slow, one keeps everything, one names no field."""

from __future__ import annotations

import time

from django.http import HttpResponse
from django.urls import path

from opennrm.web.guard import PUBLIC, PublicRequest, page
from tests.hostile.sending import SLOW

KEPT: list[bytearray] = []
FORM = '<html><main><form method="post"><input name="words" id="words"></form></main></html>'


@page(needs=PUBLIC)
def breaks(request: PublicRequest) -> HttpResponse:
    """500 at a sign that turns the direction of writing."""
    if any("\u202e" in value for value in request.GET.values()):
        raise ValueError("planted")
    return HttpResponse("well")


@page(needs=PUBLIC)
def slow(request: PublicRequest) -> HttpResponse:
    """Longer the longer the text is."""
    time.sleep(SLOW + 0.1 if any(len(value) > 10_000 for value in request.GET.values()) else 0)
    return HttpResponse("well")


@page(needs=PUBLIC)
def leaks(request: PublicRequest) -> HttpResponse:
    """Keeps a megabyte of each request."""
    KEPT.append(bytearray(b"x" * 1_000_000))
    return HttpResponse("well")


@page(needs=PUBLIC)
def silent(request: PublicRequest, typed: object = None, errors: object = None) -> HttpResponse:
    """Says that something is wrong, and not where."""
    return HttpResponse(FORM)


@silent.post
def _silent(request: PublicRequest) -> HttpResponse:
    return HttpResponse('<div class="govuk-error-summary"><li>Something is wrong.</li></div>', status=422)


urlpatterns = [path(f"{view.__name__}/", view, name=view.__name__) for view in (breaks, slow, leaks, silent)]  # type: ignore[attr-defined]
handler400 = "opennrm.web.errors.bad_request"
handler500 = "opennrm.web.errors.server_error"
