"""Trying passwords and codes: counted before it is done, told when it was too often, and the browser that is known.

A browser that somebody signed in with holds a secret of its own. It has its own count of tries, so that whoever guesses
elsewhere does not keep its owner out; the secret signs nobody in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from opennrm.partners.browsers import LASTS, is_known, kind_of_browser, new_secret
from opennrm.partners.signing_in import record_refused_sign_in
from opennrm.partners.throttling import LIMIT_OF_ADDRESS, LIMIT_PAST_ADDRESS, give_back, network, take_try
from opennrm.web import errors

LONGEST = 128
"""Characters that a secret of ours in a cookie can have."""
PAST = "past the network"
TOO_OFTEN = "Too many wrong tries. Wait 15 minutes, then try again with a new code."


@dataclass(frozen=True, slots=True)
class Try:
    """One try at somebody's password or code that was counted."""

    counted: tuple[tuple[str, str], ...]
    at: datetime

    def was_right(self) -> None:
        """It does not count."""
        for what, whose in self.counted:
            give_back(what, whose, at=self.at)


def begin_try(request: HttpRequest, what: str, email: str) -> Try | None:
    """Count a try of `what` ("password" or "code") at the account of this address; None if there were too many.

    The same is done whether or not there is such an account.
    """
    at, address = timezone.now(), spelled(email)
    secret = secret_of_browser(request)
    known = is_known(address, secret, at=at)
    counted = [(what, f"{address} {secret}" if known else address)]
    is_let_through = take_try(*counted[0], at=at)
    if is_let_through and what == "password" and not known:
        counted.append(_counted_by_network(request, address, at))
        is_let_through = take_try(*counted[1], at=at, limit=LIMIT_PAST_ADDRESS) if counted[1][0] == PAST else True
    if is_let_through:
        return Try(tuple(counted), at)
    Try(tuple(counted[:-1]), at).was_right()
    if take_try("locked", address, at=at, limit=1):  # once in the quarter of an hour, however long somebody goes on
        record_refused_sign_in(email=address, reason="locked", at=at)
    return None


def _counted_by_network(request: HttpRequest, address: str, at: datetime) -> tuple[str, str]:
    """What else a try is counted as: one of its network, or, past what that is given, one of this account from there.

    So that nobody who guesses without end shuts out all the others behind the same address: each of them has two tries
    left, besides the browsers they used before, their passkey and their organisation.
    """
    network = network_of(request)
    if not network or take_try("network", network, at=at, limit=LIMIT_OF_ADDRESS):
        return "network", network
    return PAST, f"{address} {network}"


def record_refused(request: HttpRequest, *, email: str, reason: str, at: datetime) -> None:
    """Keep that a sign-in was refused, as long as the network it came from is not past what anybody needs.

    Past that the same answer is given, and that it went on is written once: a stranger does not fill the history.
    """
    network_here = network_of(request)
    if take_try("refused", network_here, at=at, limit=LIMIT_OF_ADDRESS):
        record_refused_sign_in(email=email, reason=reason, at=at)
    elif take_try("refused without end", network_here, at=at, limit=1):
        record_refused_sign_in(email="", reason="network", at=at)


def network_of(request: HttpRequest) -> str:
    """The network that somebody asks from."""
    return network(request.META.get("REMOTE_ADDR", ""))


def begin_try_or_tell(request: HttpRequest, what: str, email: str) -> Try:
    """The same; too many are told at once (429), in the same words for every address."""
    begun = begin_try(request, what, email)
    if begun is None:
        raise ImmediateHttpResponse(errors.locked_out(request))
    return begun


def spelled(email: str) -> str:
    """An address in the one spelling in which tries at it are counted."""
    return email.strip().lower()[:254]


def secret_of_browser(request: HttpRequest) -> str:
    """The secret that this browser holds; a new one, given to it with the answer to a sign-in, if it holds none."""
    kept: str | None = getattr(request, "browser_secret", None)
    if kept is None:
        held = request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "")
        kept = held if 32 <= len(held) <= LONGEST and held.isascii() else new_secret()
        asking: Any = request
        asking.browser_secret = kept
    return kept


def kind_of(request: HttpRequest) -> str:
    """What kind of browser is asking, in words."""
    return kind_of_browser(request.META.get("HTTP_USER_AGENT", ""))


def remember_browser(request: HttpRequest, response: HttpResponse) -> None:
    """Leave the secret in the browser that somebody has just signed in with."""
    if not getattr(request, "signed_in_now", False):
        return
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        secret_of_browser(request),
        max_age=int(LASTS.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
