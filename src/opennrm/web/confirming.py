"""Step-up: before something that matters, a person shows again that it is they, and nothing typed is lost by it.

One confirmation serves `CONFIRMED_MINUTES`; signing in with a second factor counts as one. The page that asks stands in
the place of the one that was sent or opened: it carries what was typed as hidden fields, so that nothing is kept on
the server, nothing stands in an address, and the same form goes on when the confirmation is right.
Source: OWASP ASVS 5.0, 7.5.3.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone

from opennrm.audit.record import only_looking
from opennrm.partners.second_factor import passkeys_of, plain_options
from opennrm.partners.sessions import ELSEWHERE
from opennrm.partners.signing_in import record_confirmed, record_refused_sign_in
from opennrm.web.codes import CodeAgainForm
from opennrm.web.errors import CONFIRMING, PageError
from opennrm.web.jinja import render
from opennrm.web.kept_typing import BACK_CONFIRMED, keep
from opennrm.web.passkey_forms import PasskeyAgainForm
from opennrm.web.trying import TOO_OFTEN, begin_try

PREFIX = CONFIRMING
"""Fields of this page; every other field belongs to the form that is held."""
NEXT = PREFIX + "next"
PASSWORD = PREFIX + "password"
CODE = PREFIX + "code"
PASSKEY = PREFIX + "passkey"
WRONG_PASSKEY = "This passkey was not right. Try again, or use your password and a code."
WRONG_PASSWORD = "This is not your password."  # noqa: S105 - the message, and no password


def recently_confirmed(request: HttpRequest) -> bool:
    """Did whoever is signed in show within the last `CONFIRMED_MINUTES` that it is they, second factor included?"""
    at: datetime = getattr(request, "at", None) or timezone.now()
    kept = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY)
    records = kept if isinstance(kept, list) else []
    moments = [float(each.get("at", 0)) for each in records if each.get("method") == "mfa"]
    since = at - timedelta(minutes=settings.CONFIRMED_MINUTES)
    return bool(moments) and max(moments) > since.timestamp()


def hold_until_confirmed(request: HttpRequest) -> HttpResponse | None:
    """None if the request may go on; otherwise the page that asks to confirm, to be answered in its place (403).

    A form that was sent with what the page asked for goes on when that is right, without those fields.
    """
    answered = set_aside(request)
    if recently_confirmed(request):
        return None
    with only_looking():  # that they confirmed is kept, and nothing yet of the form that waits
        errors = confirm(request, answered) if answered else []
    if answered and not errors:
        return None
    return _ask(request, errors)


def confirm(request: HttpRequest, answered: QueryDict) -> list[PageError]:
    """Check what the page asked for: password, then code. Right: it is kept in the session, under a new key.

    Gives what is wrong, in the words of signing in; a wrong password uses no code up.
    """
    account: Any = request.user
    if answered.get(PASSKEY):
        return _confirm_by_passkey(request, str(answered[PASSKEY]))
    if account.has_usable_password() and (wrong := _wrong_password(request, answered.get(PASSWORD, ""))):
        return [PageError(wrong, PASSWORD)]
    form = CodeAgainForm(user=account, data={"code": answered.get(CODE, "")})
    if not form.is_valid():
        return [PageError(text, CODE) for text in form.errors["code"][:1]]
    post_authentication(request, form.authenticator, reauthenticated=True)
    confirmed_with(request, form.authenticator.type)
    return []


def _confirm_by_passkey(request: HttpRequest, credential: str) -> list[PageError]:
    form = PasskeyAgainForm(user=request.user, data={"credential": credential})
    if not form.is_valid():
        account: Any = request.user
        record_refused_sign_in(email=account.email, reason="passkey", at=timezone.now())
        return [PageError(WRONG_PASSKEY)]
    passkey = form.cleaned_data["credential"]
    post_authentication(request, passkey, reauthenticated=True)
    confirmed_with(request, passkey.type)
    return []


def confirmed_with(request: HttpRequest, how: str) -> None:
    """Whoever is signed in showed with `how` that it is they: record it, and give the session a new key."""
    account: Any = request.user
    record_confirmed(account_id=account.id, how=how, at=timezone.now())
    _forget_earlier(request)
    request.session.cycle_key()


def _wrong_password(request: HttpRequest, password: str) -> str:
    account: Any = request.user
    begun = begin_try(request, "password", account.email)
    if begun is None:
        return TOO_OFTEN
    if not account.check_password(password):
        record_refused_sign_in(email=account.email, reason="password", at=begun.at)
        return WRONG_PASSWORD
    begun.was_right()
    return ""


def page_to_confirm(request: HttpRequest, address: str, errors: list[PageError], status: int = 200) -> HttpResponse:
    """The page that asks, and leads to `address` (a path on this host) when it is confirmed."""
    shown = {"action": reverse("account_reauthenticate"), "held": [(NEXT, address)], "sent": False}
    return _render(request, shown, errors, status)


def set_aside(request: HttpRequest) -> QueryDict:
    """The fields of this page that were sent; from then on the request holds the others only."""
    asking: Any = request
    if not hasattr(asking, "confirmation"):
        typed, asking.confirmation = _parts(request)
        if asking.confirmation:
            asking.POST = typed
    kept: QueryDict = asking.confirmation
    return kept


def _ask(request: HttpRequest, errors: list[PageError]) -> HttpResponse:
    address = request.get_full_path()
    if request.method != "POST":
        return page_to_confirm(request, address, errors, 403)
    held = [(name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values]
    return _render(request, {"action": address, "held": held, "sent": True}, errors, 403)


def _render(request: HttpRequest, shown: dict[str, Any], errors: list[PageError], status: int) -> HttpResponse:
    told = {error.field_id: {"text": error.message} for error in errors}
    account: Any = request.user
    options = plain_options(begin_authentication(account)) if passkeys_of(account.id) else None
    at_organisation = ""
    if request.session.get(ELSEWHERE):  # they signed in with their organisation, and may have no code of ours
        at_organisation = _at_organisation(request, shown)
    fields = {
        "at_organisation": at_organisation,
        "has_password": account.has_usable_password(),
        "passkey_options": options,
        "errors": errors,
        "told": told,
    }
    return render(request, "account/confirm.html", {**shown, **fields}, status=status)


def _at_organisation(request: HttpRequest, shown: dict[str, Any]) -> str:
    """Where they confirm with their organisation; what they typed waits for them, since it cannot go along."""
    account: Any = request.user
    address = next((value for name, value in shown["held"] if name == NEXT), request.path)
    if shown["sent"] and not keep(request, account.id, BACK_CONFIRMED):
        return ""
    asked = urlencode({"confirm": 1, "next": address})
    slug = account.organisation.slug
    there = slug in settings.SIGN_IN_PROVIDERS
    return f"{reverse('organisation_start', kwargs={'slug': slug})}?{asked}" if there else ""


def _parts(request: HttpRequest) -> tuple[QueryDict, QueryDict]:
    """What was sent: the form that is held, and the answer to this page."""
    typed, answered = QueryDict(mutable=True), QueryDict(mutable=True)
    if request.method == "POST":
        for name, values in request.POST.lists():
            (answered if name.startswith(PREFIX) else typed).setlist(name, values)
    return typed, answered


def _forget_earlier(request: HttpRequest) -> None:
    """Of confirmations only the newest counts, so the session does not grow with each."""
    account: Any = request.user
    records = get_authentication_records(request, account)
    kept = [each for each in records[:-1] if not each.get("reauthenticated")]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [*kept, *records[-1:]]
