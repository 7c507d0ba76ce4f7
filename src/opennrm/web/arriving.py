"""Somebody who follows a link from another site, such as an e-mail in their browser, arrives by a step of our own.

The session's cookie is `SameSite=Strict`: no other site can make a browser send it, not even by a link. So whoever
comes by a link is nobody yet. The step is a page of this site that leads on to the same address at once; from there
the browser sends the cookie. It says and does nothing else, and is the same for everybody.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from opennrm.web.jinja import render


def comes_by_a_link_from_elsewhere(request: HttpRequest) -> bool:
    """Is a browser following another site's link, without the cookie that it may hold? Old ones do not say so."""
    told = (request.headers.get("Sec-Fetch-Site"), request.headers.get("Sec-Fetch-Mode"))
    asked = request.method == "GET" and told == ("cross-site", "navigate")
    return asked and settings.SESSION_COOKIE_NAME not in request.COOKIES


def step(request: HttpRequest) -> HttpResponse:
    """The page that leads on to the address that was asked for."""
    return render(request, "errors/arriving.html", {"address": request.get_full_path(), "public": False})
