"""Pages anybody may open: what this is, when to ring instead, and in a demonstration who to sign in as."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.module_loading import import_string

from opennrm.web.guard import PUBLIC, PublicRequest, page
from opennrm.web.jinja import render
from opennrm.web.start.readiness import readiness


@page(needs=PUBLIC)
def home(request: PublicRequest) -> HttpResponse:
    """The first page."""
    return render(request, "start/home.html", {"public": True})


@page(needs=PUBLIC)
def accessibility(request: PublicRequest) -> HttpResponse:
    """How to use the pages, and whom to tell when one cannot be used."""
    return render(request, "start/accessibility.html", {"public": True})


@page(needs=PUBLIC)
def privacy(request: PublicRequest) -> HttpResponse:
    """What is kept about whom."""
    return render(request, "start/privacy.html", {"public": True})


@page(needs=PUBLIC)
def demonstration(request: PublicRequest) -> HttpResponse:
    """Who to sign in as, with the codes of now; exists in a demonstration only."""
    if not settings.DEMONSTRATION:
        raise Http404
    people = import_string(settings.DEMONSTRATION_PEOPLE)(request.at)
    return render(request, "start/demonstration.html", {**people, "public": True})


@page(needs=PUBLIC)
def healthz(request: PublicRequest) -> HttpResponse:
    """Does the process answer? It asks nothing else, so that a database that is away does not look like a dead one."""
    return HttpResponse("ok\n", content_type="text/plain")


@page(needs=PUBLIC)
def readyz(request: PublicRequest) -> HttpResponse:
    """Can it keep what it is sent (200, else 503), and what should somebody look at? nginx shows it to nobody outside.

    It names ages and shares, and neither a person nor a case.
    """
    found = readiness(request.at)
    told = {"ready": found.is_ready, "wrong": found.wrong, "alerts": found.alerts, "checks": found.checks}
    return JsonResponse(told, status=200 if found.is_ready else 503)
