"""One's own account, taking up an invitation, and the pages of allauth's that we record or lead elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from allauth.account.views import LoginView, PasswordChangeView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.mechanism.refusal import Refused
from opennrm.partners import queries
from opennrm.partners.actions import accept_invitation
from opennrm.partners.invitations import OVER
from opennrm.partners.second_factor import has_app, passkeys_of, plain_options
from opennrm.partners.signing_in import record_changed_password, record_recovery_codes, record_second_factor
from opennrm.web import confirming
from opennrm.web.account import presenters
from opennrm.web.account.first_factor import hold_first_factor, refuse_second_first
from opennrm.web.account.with_organisation import buttons
from opennrm.web.door import is_own_address
from opennrm.web.errors import PageError, of_refusal
from opennrm.web.guard import PUBLIC, SIGNED_IN, PublicRequest, SignedInRequest, page
from opennrm.web.jinja import render

Typed = Mapping[str, Sequence[str]]


@page(needs=SIGNED_IN, before_second_factor=True)
def own_account(request: SignedInRequest) -> HttpResponse:
    """Who one is here, and what one may."""
    mine = queries.account_of(request.actor)
    return render(request, "account/own_account.html", presenters.own_account(request.actor, mine))


@page(needs=PUBLIC)
def invitation(
    request: PublicRequest, secret: str, typed: Typed | None = None, errors: Sequence[PageError] = ()
) -> HttpResponse:
    """The form that an invitation's link opens; it can be opened any number of times until it is sent."""
    opened = queries.open_invitation(secret, at=request.at)
    if opened is None:
        return render(request, "account/invitation_over.html", {"because": OVER.because, "public": True}, status=410)
    fields = presenters.invitation_fields(opened, typed, errors)
    shown = {"invitation": opened, "fields": fields, "errors": errors, "public": True}
    return render(request, "account/invitation.html", shown)


@invitation.post
def invitation_post(request: PublicRequest, secret: str) -> HttpResponseBase:
    """Make the account."""
    typed = {"name": request.POST.getlist("name")}
    password = request.POST.get("password", "")
    if password != request.POST.get("password_again", ""):
        wrong = PageError("Type the same password in both fields.", "password_again")
        return invitation.again(request, secret=secret, typed=typed, errors=[wrong])
    try:
        accept_invitation(secret=secret, name=request.POST.get("name", ""), password=password, at=request.at)
    except Refused as refused:
        return invitation.again(request, secret=secret, typed=typed, errors=[of_refusal(refused.refusal)])
    return HttpResponseRedirect(reverse("welcome"))


@page(needs=PUBLIC)
def welcome(request: PublicRequest) -> HttpResponse:
    """The account was made; sign in."""
    return render(request, "account/welcome.html", {"public": True})


@page(needs=SIGNED_IN)
def confirm(request: SignedInRequest, typed: Typed | None = None, errors: Sequence[PageError] = ()) -> HttpResponse:
    """Confirm that it is you, and go on to the page that asked for it."""
    asked = (typed or {}).get(confirming.NEXT) or [request.GET.get("next", "")]
    return confirming.page_to_confirm(request, _own(asked[0]), list(errors))


@confirm.post
def confirm_post(request: SignedInRequest) -> HttpResponseBase:
    """Check it, and go on."""
    answered = confirming.set_aside(request)
    address = _own(answered.get(confirming.NEXT, ""))
    wrong = confirming.confirm(request, answered)
    if wrong:
        return confirm.again(request, status=403, typed={confirming.NEXT: [address]}, errors=wrong)
    return HttpResponseRedirect(address)


def _own(address: str) -> str:
    return address if is_own_address(address) else reverse("own_account")


class SignIn(LoginView):  # type: ignore[misc]
    """allauth's page, with the organisations that sign their people in themselves."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a button for each."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        return {**shown, "organisations": buttons()}


class EnterCode(AuthenticateView):  # type: ignore[misc]
    """allauth's page for the second factor when signing in: a code, or a passkey of whoever has one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the options for a passkey as plain values; None where there is none."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        held = passkeys_of(self.stage.login.user.pk)
        options = plain_options(shown["js_data"]["request_options"]) if held else None
        return {**shown, "passkey_options": options, "passkey_refused": bool(shown["webauthn_form"].errors)}


class SetUpSecondFactor(ActivateTOTPView):  # type: ignore[misc]
    """allauth's page, which would lead to switching it off once it is on; nobody can do that here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show how it stands when it is set up already; whoever was not invited to set one up confirms first."""
        if request.user.is_authenticated and has_app(request.user.pk):
            return HttpResponseRedirect(reverse("mfa_index"))
        response: HttpResponseBase = hold_first_factor(request) or super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it up, and record it with the recovery codes that come with it; neither without the other."""
        with command():
            refuse_second_first(self.request)
            response: HttpResponse = super().form_valid(form)
            form.use_up()
            record_second_factor(account_id=form.user.pk, at=timezone.now())
        return response


class ChangePassword(PasswordChangeView):  # type: ignore[misc]
    """allauth's page, which records that the password was changed: what cannot be recorded does not happen."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for whoever confirmed a moment ago that it is they: a password is not changed at an unlocked desk.

        The page that asks for it holds nothing of what was sent, which are passwords.
        """
        if not confirming.recently_confirmed(request):
            return confirming.page_to_confirm(request, request.path, [], 403)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it, and record that."""
        with command():
            response: HttpResponse = super().form_valid(form)
            record_changed_password(account_id=form.user.pk, at=timezone.now())
        return response


class MakeRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """allauth's page, which records that new recovery codes were made."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for whoever confirmed a moment ago that it is they."""
        return confirming.hold_until_confirmed(request) or super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Make them, and record that."""
        with command():
            response: HttpResponse = super().form_valid(form)
            record_recovery_codes(account_id=self.request.user.pk, at=timezone.now())
        return response
