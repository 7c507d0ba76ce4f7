"""Passkeys: adding, naming and removing one's own, and signing in with one. What a browser says is checked by fido2."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.account.models import Login
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.partners.second_factor import has_app, lock_factors, passkeys_of, plain_options
from opennrm.partners.signing_in import may_sign_in, record_added_passkey, record_removed_passkey
from opennrm.web.account.beginning import PASSKEY, begin, finish, first_time
from opennrm.web.account.first_factor import hold_first_factor, refuse_second_first
from opennrm.web.door import is_own_address
from opennrm.web.jinja import render
from opennrm.web.passkey_forms import challenge_answered
from opennrm.web.trying import record_refused


class _Confirmed:
    """Only for whoever confirmed a moment ago that it is they, or was invited to set up a second factor."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask to confirm first."""
        held = hold_first_factor(request)
        response: HttpResponseBase = held or super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class AddPasskey(_Confirmed, AddWebAuthnView):  # type: ignore[misc]
    """allauth's page; what it adds is recorded, or not added. The passkey can be found without an address typed."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the options as plain values."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        shown["form"] = kwargs.get("form") or self.get_form()
        options = plain_options(shown["js_data"]["creation_options"])
        options["publicKey"]["authenticatorSelection"] |= {"residentKey": "preferred", "requireResidentKey": False}
        shown["js_data"] = {"creation_options": options}
        return shown

    def form_valid(self, form: Any) -> HttpResponse:
        """Add it, and record that."""
        with command():
            refuse_second_first(self.request)
            response: HttpResponse = super().form_valid(form)
            count = len(passkeys_of(form.user.pk))
            record_added_passkey(account_id=form.user.pk, how_many=count, at=timezone.now())
        return response


class NamePasskey(_Confirmed, EditWebAuthnView):  # type: ignore[misc]
    """allauth's page."""

    success_url = reverse_lazy("mfa_index")


class RemovePasskey(_Confirmed, RemoveWebAuthnView):  # type: ignore[misc]
    """allauth's page; nobody is left without a second factor, and the removal is recorded."""

    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With whether it is the only second factor."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        return {**shown, "is_last": self._is_last()}

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, and record that."""
        account_id = self.request.user.pk
        with command():
            lock_factors(account_id)  # of two passkeys removed at the same time, the second one is then the last
            if self._is_last():
                return HttpResponseRedirect(self.request.path)
            response: HttpResponse = super().form_valid(form)
            left = len(passkeys_of(account_id))
            record_removed_passkey(account_id=account_id, how_many=left, at=timezone.now())
        return response

    def _is_last(self) -> bool:
        account_id = self.request.user.pk
        return not has_app(account_id) and len(passkeys_of(account_id)) < 2


class SignInWithPasskey(LoginWebAuthnView):  # type: ignore[misc]
    """allauth's page. Who it is, is told by the passkey; a closed account is refused like an unknown passkey."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What to ask a passkey for; or what it said."""
        answer, at = partial(super().dispatch, request, *args, **kwargs), timezone.now()
        if request.method != "POST":
            return begin(request, PASSKEY, answer, at=at)
        of = challenge_answered(request.POST.get("credential", ""))
        return finish(request, PASSKEY, answer, of=of, at=at)

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in, and go on to the page that was asked for."""
        authenticator = form.cleaned_data["credential"]
        account = authenticator.user
        is_first = first_time(self.request, at=timezone.now())
        if not is_first or not may_sign_in(account, on=timezone.localdate()):
            return self.form_invalid(form, account.email)
        asked = self.request.POST.get("next", "")
        login = Login(user=account, redirect_url=asked if is_own_address(asked) else None)
        response: HttpResponse = flows.perform_passwordless_login(self.request, authenticator, login)
        return response

    def form_invalid(self, form: Any, email: str = "") -> HttpResponse:
        """Say so, and what to use instead."""
        record_refused(self.request, email=email, reason="passkey", at=timezone.now())
        return render(self.request, "mfa/webauthn/refused.html", status=403)
