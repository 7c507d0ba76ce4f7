"""Who is asking for this page: fills `request.actor` in one statement, and sends away whom the policy refuses."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from opennrm.partners.access import Actor
from opennrm.partners.enter import NOBODY, Entered, enter
from opennrm.partners.sessions import SessionStore
from opennrm.web import errors
from opennrm.web.policy import Policy


class SignedInRequest(HttpRequest):
    """A request as a page with a permission sees it (for types only): who asks, and the moment they ask."""

    actor: Actor
    at: datetime


class PublicRequest(HttpRequest):
    """A request as a public page sees it (for types only): `actor` is None when nobody is signed in."""

    actor: Actor | None
    at: datetime


def let_in(request: HttpRequest, policy: Policy, *, before_second_factor: bool = False) -> HttpResponse | None:
    """Set `request.actor` and `request.at`, and give None if the policy lets them in; otherwise what to answer.

    Asks the database once a request. A public page is shown even when the database cannot be asked.
    """
    entered = _entered(request, policy)
    refusal = policy.refusal(entered.actor)
    if refusal is not None and entered.actor is None:
        return HttpResponseRedirect(sign_in_address(request))
    if refusal is not None:
        return errors.forbidden(request, refusal.because)
    if not policy.is_public and not entered.has_second_factor and not before_second_factor:
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    return None


def sign_in_address(request: HttpRequest) -> str:
    """The sign-in page, and after it the page asked for (its path on this host only)."""
    address = request.path
    if not is_own_address(address):
        return reverse("account_login")
    return f"{reverse('account_login')}?{urlencode({'next': address})}"


def is_own_address(address: str) -> bool:
    """Is it a path on this host: one leading slash, nothing that a browser could take for another host."""
    one_slash = address.startswith("/") and address[1:2] not in ("/", "\\")
    plain = not any(ord(character) < 33 or character == "\\" for character in address)
    return one_slash and plain and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def _entered(request: HttpRequest, policy: Policy) -> Entered:
    known = getattr(request, "entered", None)
    if known is not None:
        return cast("Entered", known)
    at = timezone.now()
    try:
        entered = enter(cast("SessionStore", request.session), at=at)
    except (OperationalError, InterfaceError):
        if not policy.is_public:
            raise
        entered = NOBODY
    arrived: Any = request
    arrived.entered, arrived.actor, arrived.at = entered, entered.actor, at
    return entered
