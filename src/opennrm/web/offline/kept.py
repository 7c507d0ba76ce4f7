"""What a device keeps so that a referral can be written without a network: a page, its parts and the questions.

All of it is the same for everybody and names nobody, since a browser keeps it. What somebody writes is kept by the page
itself, sealed; who they are is asked at `syncing.drafts`, which is never kept.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.frozen import catalogue_as_data
from opennrm.web.guard import PUBLIC, PublicRequest, page
from opennrm.web.jinja import render
from opennrm.web.middleware import CONTENT_SECURITY_POLICY

STATIC = (
    "favicon.svg",
    "govuk/govuk-frontend.min.css",
    "govuk/govuk-frontend.min.js",
    "opennrm.css",
    "opennrm.js",
    *(
        f"offline/{name}.js"
        for name in ("answers", "asking", "drawing", "keeping", "locking", "page", "sending", "writing")
    ),
)
"""The files that the page needs; a file that one of them imports stands here, too."""
PAGES = ("offline", "offline_questions", "offline_manifest")
WORKER = "offline/worker.js"
POLICY = CONTENT_SECURITY_POLICY.replace("trusted-types 'none'", "trusted-types opennrm-offline")
"""The one difference to every other page: a browser asks for a policy of this name to start the page's worker."""


@page(needs=PUBLIC)
def offline(request: PublicRequest) -> HttpResponse:
    """The page. Without a script, or where it may not be used, it says so and does nothing."""
    request.actor = None  # a browser keeps it: it is the same for everybody, whoever asks
    response = render(request, "offline/offline.html", {})
    response["Content-Security-Policy"] = POLICY
    return response


@page(needs=PUBLIC)
def questions(request: PublicRequest) -> JsonResponse:
    """Everything that is asked, and when; it stands in the handbook as well."""
    return JsonResponse(catalogue_as_data(CATALOGUE))


@page(needs=PUBLIC)
def manifest(request: PublicRequest) -> HttpResponse:
    """By what a device keeps the page among its own programs; its name tells nothing."""
    told = {
        "id": reverse("offline"),
        "name": "Notes",
        "short_name": "Notes",
        "start_url": reverse("offline"),
        "scope": reverse("offline"),
        "display": "standalone",
        "icons": [{"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return HttpResponse(json.dumps(told), content_type="application/manifest+json")


@page(needs=PUBLIC)
def worker(request: PublicRequest) -> HttpResponse:
    """The program that gives these, and nothing else, when there is no network. Its address is its scope."""
    addresses = [*(reverse(name) for name in PAGES), *(static(name) for name in STATIC)]
    program = _program()
    made_of = hashlib.sha256(json.dumps([addresses, program, settings.SERVICE_NAME]).encode()).hexdigest()[:16]
    names = f"const KEPT = {json.dumps(addresses)};\nconst NAME = {json.dumps(f'offline {made_of}')};\n"
    return HttpResponse(names + program, content_type="text/javascript; charset=utf-8")


@cache
def _program() -> str:
    found: Any = finders.find(WORKER)
    with open(found) as file:
        return file.read()
