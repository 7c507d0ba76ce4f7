"""Where one is signed in: the list, ending one or all but this, staying signed in, and signing out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from allauth.account.views import LogoutView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from opennrm.partners.access import Actor
from opennrm.partners.offline import works_offline
from opennrm.partners.own_sessions import OwnSession, browsers_of, end_other_sessions, end_session, sessions_of
from opennrm.partners.sessions import BEGAN
from opennrm.web.errors import PageError
from opennrm.web.guard import SIGNED_IN, SignedInRequest, page
from opennrm.web.jinja import render

Typed = Mapping[str, Sequence[str]]
FORGET = '"cache", "storage"'
"""What a browser is told to clear when somebody signs out; the cookies stay, so that the browser stays known."""
FORGET_PAGES = '"cache"'


@page(needs=SIGNED_IN, before_second_factor=True)
def own_sessions(
    request: SignedInRequest, typed: Typed | None = None, errors: Sequence[PageError] = ()
) -> HttpResponse:
    """Where one is signed in, and with which browsers one was."""
    found = sessions_of(request.actor, this=request.session.session_key, at=request.at)
    browsers = [
        f"{each.kind}: first on {_moment(each.first_at)}, last on {_moment(each.last_at)}"
        for each in browsers_of(request.actor)
    ]
    shown = {"sessions": [_session(each) for each in found], "browsers": browsers, "errors": errors}
    return render(request, "account/sessions.html", shown)


@own_sessions.post
def own_sessions_post(request: SignedInRequest) -> HttpResponseBase:
    """End the one that was chosen, or all but this."""
    chosen = request.POST.get("session", "")
    if chosen == "others":
        end_other_sessions(by=request.actor, this=request.session.session_key, at=request.at)
    else:
        end_session(chosen, by=request.actor, at=request.at)
    return HttpResponseRedirect(reverse("own_sessions"))


@page(needs=SIGNED_IN, before_second_factor=True)
def stay(request: SignedInRequest) -> HttpResponse:
    """Opening this page is a use of the session; it says until when one stays signed in without another."""
    idle = request.at + timedelta(minutes=settings.IDLE_MINUTES)
    began = request.session.get(BEGAN)
    until = idle if began is None else min(idle, request.session.get_expiry_date())
    said = f"If you do nothing more you are signed out at {_moment(until)}. Close this page and go on with the other."
    return render(request, "account/stay.html", {"said": said})


class SignOut(LogoutView):  # type: ignore[misc]
    """allauth's page; the browser is told to forget every page it has seen."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Sign out. What an organisation lets its people keep sealed on a device stays there, sealed."""
        actor: Actor | None = getattr(request, "actor", None)
        keeps = actor is not None and works_offline(actor.organisation_id)
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = FORGET_PAGES if keeps else FORGET
        return response


def _session(each: OwnSession) -> dict[str, Any]:
    began = f"Signed in on {_moment(each.began_at)}, last" if each.began_at else "Last"
    said = f"{began} used on {_moment(each.last_seen_at)}."
    label = f"End {each.kind}, last used on {_moment(each.last_seen_at)}"
    return {"id": each.id, "kind": each.kind, "is_this": each.is_this, "said": said, "label": label}


def _moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%-d %B %Y at %H:%M")
