"""The page of the person themselves, at an address that tells nothing: its door, where their case stands, the way out.

One address is door and page, so that a browser's history tells of no other. The answer to a code that is unknown,
closed, or whose second fact is wrong is the same, and takes as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from opennrm.audit.record import announce, command
from opennrm.cases.actions.opening_own_page import leave_own_page, open_own_page
from opennrm.cases.own_pages import OwnStanding, own_standing
from opennrm.mechanism.events import OwnPageViewed
from opennrm.mechanism.own_page import LONGEST_FACT, NOT_A_CODE, VISIT_IDLE, code_in
from opennrm.partners.throttling import LIMIT_PAST_ADDRESS, give_back, take_try
from opennrm.web.errors import PageError
from opennrm.web.guard import PUBLIC, PublicRequest, page
from opennrm.web.languages import ENGLISH, Language, for_person, language_of, render_for_person, speaking
from opennrm.web.own_page.visits import hold_visit, leave_no_trace, let_go_of_visit, visit_in
from opennrm.web.own_page.words import standing_in_words
from opennrm.web.trying import network_of

LIMIT_OF_NETWORK = 60
"""Wrong tries from one network in 15 minutes; past it, each code has a few left, so that nobody shuts out others."""


@page(needs=PUBLIC)
def own_page(request: PublicRequest, spoken: str = ENGLISH.code, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """The door; or, for ten minutes after it was opened, where the case stands. Each showing is in the history."""
    language = language_of(spoken)
    visit = visit_in(request)
    if visit is not None and request.method != "POST":
        with command():
            standing = own_standing(visit, at=request.at)
            if standing is not None:
                return _shown(request, standing, visit, language)
    code = ((typed or {}).get("code") or [""])[0]
    response = _said(request, "own_page/door.html", {"code": code, "errors": errors}, language)
    let_go_of_visit(response)
    return _of_nobody(response)


@own_page.post
def own_page_post(request: PublicRequest, spoken: str = ENGLISH.code) -> HttpResponseBase:
    """Open it."""
    with speaking(language_of(spoken)):
        return _opened(request, spoken)


def _opened(request: PublicRequest, spoken: str) -> HttpResponseBase:
    typed, chosen = {"code": [request.POST.get("code", "")[:100]]}, request.POST.get("chosen", "")
    code = code_in(typed["code"][0])
    if code is None:
        return own_page.again(request, spoken=spoken, typed=typed, errors=[PageError(_(NOT_A_CODE.because), "code")])
    if not chosen.strip() or len(chosen) > LONGEST_FACT:
        missing = _("Write the word, the date or the number that you chose.")
        return own_page.again(request, spoken=spoken, typed=typed, errors=[PageError(missing, "chosen")])
    counted = _count_try(request, code)
    if counted is None:
        response = _said(request, "own_page/wait.html", {}, language_of(spoken))
        response.status_code = 429
        return _of_nobody(response)
    visit = open_own_page(code, chosen, at=request.at)
    if visit is None:
        wrong = _("The code and what you chose do not open a page. Look at both again, or ask who gave you the code.")
        return own_page.again(request, spoken=spoken, typed=typed, errors=[PageError(wrong, "code")])
    for what, whose in counted:
        give_back(what, whose, at=request.at)
    led = redirect(_address(language_of(spoken)))
    hold_visit(led, visit)
    return led


@page(needs=PUBLIC)
def leave(request: PublicRequest) -> HttpResponseBase:
    """Away at once, to a page of somebody else. A link leads here, since that is quickest and needs no script."""
    visit = visit_in(request)
    if visit is not None:
        leave_own_page(visit)
    response = HttpResponseRedirect(settings.OWN_PAGE_LEFT_TO)
    response["Referrer-Policy"] = "no-referrer"
    let_go_of_visit(response)
    leave_no_trace(request, response)
    return _of_nobody(response)


def _address(language: Language) -> str:
    return reverse("own_page" if language is ENGLISH else f"own_page_{language.code}")


def _said(request: PublicRequest, template: str, shown: Mapping[str, Any], language: Language) -> HttpResponse:
    addresses = {each.code: _address(each) for each in for_person}
    return render_for_person(request, template, shown, language=language, addresses=addresses)


def _shown(request: PublicRequest, standing: OwnStanding, visit: str, language: Language) -> HttpResponse:
    seen = OwnPageViewed(subject=standing.reference, case=standing.reference, page=str(standing.page_id))
    announce(seen, at=request.at, by=None)
    with speaking(language):
        words = standing_in_words(standing, request.at)
    response = _said(request, "own_page/standing.html", words, language)
    hold_visit(response, visit)
    leave_no_trace(request, response)
    response["Referrer-Policy"] = "no-referrer"  # there is no form on it, for which a browser has to say where it is
    # Left open on a screen it goes away when the visit is over.
    response["Refresh"] = f"{int(VISIT_IDLE.total_seconds())}; url=/u/leave/"
    return _of_nobody(response)


def _of_nobody(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response  # every answer is no-store: web.guard


def _count_try(request: PublicRequest, code: str) -> list[tuple[str, str]] | None:
    """Count a try at a code, known or not, and in its network; None if there were too many."""
    counted = [("own page", code)]
    if not take_try(*counted[0], at=request.at):
        return None
    network = network_of(request)
    if network and not take_try("own page network", network, at=request.at, limit=LIMIT_OF_NETWORK):
        if not take_try("own page past", f"{code} {network}", at=request.at, limit=LIMIT_PAST_ADDRESS):
            return None
        return [*counted, ("own page past", f"{code} {network}")]
    return [*counted, ("own page network", network)]
