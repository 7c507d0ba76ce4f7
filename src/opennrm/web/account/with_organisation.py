"""Signing in with one's organisation: its provider says who somebody is, and we whether they have an account here.

OpenID Connect's code flow with state, nonce and PKCE, checked by Authlib. Nobody is signed up: the address has to
be a verified one of the organisation's own domains and belong to an account that stands. Of what
the provider tells only a keyed hash of its own name for them is kept, and for one session when it made sure that it is
they: signing in again without being asked there confirms nothing here. Source: OpenID Connect Core 1.0, 3.1; RFC 9700.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from opennrm.partners.browsers import new_secret
from opennrm.partners.organisations import name_of_organisation
from opennrm.partners.second_factor import ASKED_AT, ELSEWHERE, ELSEWHERE_ASKED, has_second_factor
from opennrm.partners.sessions import VOUCHED
from opennrm.partners.sign_in_providers import Provider
from opennrm.partners.signing_in import account_of_organisation, hash_of_vouched
from opennrm.web.account.beginning import ORGANISATION, WANTS, begin, finish, first_time
from opennrm.web.confirming import confirmed_with
from opennrm.web.door import is_own_address
from opennrm.web.guard import PUBLIC, PublicRequest, page
from opennrm.web.jinja import render
from opennrm.web.trying import record_refused

SIGNED_WITH = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Only keys of which we hold the public half: never a shared secret, never none."""
ASKED_WITHIN = 6 * 60 * 60
"""Seconds after which a provider asks again who somebody is; sent with every start, so that it says when it asked."""
LONGEST_ADDRESS = 500
"""Bytes of an address to go on to: more than any of ours, and little enough for a cookie."""
CLOCKS_APART = 60
"""Seconds by which a provider's clock may be ahead of ours."""


@page(needs=PUBLIC)
def start(request: PublicRequest, slug: str) -> HttpResponseBase:
    """Lead to the organisation's provider; `?confirm=1` asks it to make sure anew that it is they."""
    provider, confirms = _provider(slug), "confirm" in request.GET and request.actor is not None
    return begin(request, ORGANISATION, lambda: _lead_there(request, provider, confirms=confirms), at=request.at)


def _lead_there(request: PublicRequest, provider: Provider, *, confirms: bool) -> HttpResponseBase:
    asked = request.GET.get("next", "")
    fits = len(asked.encode(errors="replace")) <= LONGEST_ADDRESS
    state = new_secret()
    anew = {"prompt": "login", "max_age": "0"} if confirms else {"max_age": str(ASKED_WITHIN)}
    try:
        response: HttpResponseBase = (
            _speaking()
            .client_of(provider)
            .authorize_redirect(request, _back_address(provider.organisation), state=state, **anew)
        )
    except _speaking().WRONG:
        return _page(request)
    address = asked if fits and is_own_address(asked) else "/"
    request.session[WANTS + state] = {"address": address, "confirms": confirms}
    return response


@page(needs=PUBLIC)
def back(request: PublicRequest, slug: str) -> HttpResponseBase:
    """Coming back from the provider: who is it, and may they sign in?"""
    provider = _provider(slug)
    state = request.GET.get("state", "")
    return finish(request, ORGANISATION, lambda: _came_back(request, provider, state), of=state, at=request.at)


def _came_back(request: PublicRequest, provider: Provider, state: str) -> HttpResponseBase:
    wants = request.session.pop(WANTS + state, None)
    if wants is None:
        return _page(request)  # nobody began here: whoever calls this address as they like leaves nothing behind
    try:
        claims = _claims(request, provider)
    except _speaking().WRONG:
        return _refused(request, "")
    email = str(claims.get("email", "")) if claims.get("email_verified") is True else ""
    who = (str(claims.get("iss", "")), str(claims.get("sub", "")))
    account = account_of_organisation(email, provider.organisation, who=who, on=timezone.localdate())
    asked_at = _asked_at(claims, request.at)
    if account is None or asked_at is None:
        return _refused(request, email)
    if not first_time(request, at=request.at):
        return _page(request)
    if wants["confirms"]:
        return _confirm(request, provider, claims, account, wants["address"])
    request.session[VOUCHED] = [str(account.id), hash_of_vouched(*who)]
    return _sign_in(
        request, provider, account, wants["address"], asked_at if _asked_second_factor(provider, claims) else None
    )


def _sign_in(
    request: PublicRequest, provider: Provider, account: Any, address: str, asked_at: float | None
) -> HttpResponse:
    """Sign in whom the provider vouched for; `asked_at`: when it asked for a second factor, None where it did not."""
    if asked_at is None and not has_second_factor(account) and not account.sets_up_factor:
        return _refused(request, account.email)
    record_authentication(request, account, "socialaccount", provider=provider.organisation)
    if asked_at is not None:
        record_authentication(request, account, "mfa", type=ELSEWHERE, at=asked_at)
        setattr(account, ELSEWHERE_ASKED, True)
        setattr(account, ASKED_AT, asked_at)
    response: HttpResponse = perform_login(request, Login(user=account, redirect_url=address))
    return response


def buttons() -> list[dict[str, str]]:
    """For the page of signing in: the organisations that have a provider, and where each begins."""
    return [
        {"name": name_of_organisation(slug), "href": reverse("organisation_start", kwargs={"slug": slug})}
        for slug in settings.SIGN_IN_PROVIDERS
    ]


def _confirm(
    request: PublicRequest, provider: Provider, claims: Mapping[str, Any], account: Any, address: str
) -> HttpResponseBase:
    """It counts where it is the same person, whom the provider asked a moment ago, with a second factor."""
    is_they = request.actor is not None and request.actor.account_id == account.id
    asked_at = _asked_at(claims, request.at) or 0.0
    fresh = request.at.timestamp() - asked_at < settings.CONFIRMED_MINUTES * 60
    if not (is_they and fresh and _asked_second_factor(provider, claims)):
        return _refused(request, account.email)
    record_authentication(request, account, "mfa", type=ELSEWHERE, reauthenticated=True, at=asked_at)
    confirmed_with(request, ELSEWHERE)
    return HttpResponseRedirect(address)


def _claims(request: HttpRequest, provider: Provider) -> Mapping[str, Any]:
    """What the provider says, once its signature, issuer, audience, time and nonce were checked."""
    client = _speaking().client_of(provider)
    supported = client.load_server_metadata().get("id_token_signing_alg_values_supported") or ["RS256"]
    client.server_metadata["id_token_signing_alg_values_supported"] = [a for a in supported if a in SIGNED_WITH]
    checked = {
        "iss": {"essential": True, "values": [provider.issuer]},
        "aud": {"essential": True, "value": provider.client_id},
        "exp": {"essential": True},
        "nonce": {"essential": True},
    }
    token = client.authorize_access_token(request, claims_options=checked)
    claims: Mapping[str, Any] = token["userinfo"]
    return claims


def _asked_second_factor(provider: Provider, claims: Mapping[str, Any]) -> bool:
    amr = claims.get("amr")
    by_method = isinstance(amr, list) and any(each in provider.amr for each in amr)
    return by_method or claims.get("acr") in provider.acr


def _asked_at(claims: Mapping[str, Any], at: datetime) -> float | None:
    """When the provider made sure that it is they; None where it does not say so, or not within the time it was given.

    It has to say it, since every start asks for it (`max_age`). Source: OpenID Connect Core 1.0, 2 and 3.1.2.1.
    """
    told, now = claims.get("auth_time"), at.timestamp()
    if isinstance(told, bool) or not isinstance(told, int | float):
        return None
    if not now - ASKED_WITHIN - CLOCKS_APART <= told <= now + CLOCKS_APART:
        return None
    return min(float(told), now)


def _refused(request: HttpRequest, email: str) -> HttpResponse:
    """The same page whatever was wrong."""
    record_refused(request, email=email, reason="organisation", at=timezone.now())
    return _page(request)


def _page(request: HttpRequest) -> HttpResponse:
    return render(request, "account/organisation_refused.html", {"public": True}, status=403)


def _provider(slug: str) -> Provider:
    provider: Provider | None = settings.SIGN_IN_PROVIDERS.get(slug)
    if provider is None:
        raise Http404
    return provider


def _back_address(slug: str) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + reverse("organisation_back", kwargs={"slug": slug})


def _speaking() -> Any:
    """What speaks with providers, loaded by the first who needs it."""
    from opennrm.web.account import provider_client  # noqa: PLC0415 - 30 MB that most places do without

    return provider_client
