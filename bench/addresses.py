"""Every address of the product, and the null view: what the server and its middleware cost when a page does nothing."""

from __future__ import annotations

import os

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from bench.settings import NO_HISTORY
from opennrm.audit import record
from opennrm.config.urls import handler400, handler403, handler404, handler500
from opennrm.config.urls import urlpatterns as product
from opennrm.web.policy import PUBLIC

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def null(request: HttpRequest) -> HttpResponse:
    """A short text. It goes through all of the middleware and never asks the database."""
    return HttpResponse("Nothing.", content_type="text/plain")


null.policy = PUBLIC  # type: ignore[attr-defined]  # as the guard wants it of every view
if NO_HISTORY in os.environ:
    record._append = lambda bodies: None  # the statement that keeps what was looked at, and nothing else, is left out
urlpatterns: list[URLPattern | URLResolver] = [path("bench/null/", null), *product]
