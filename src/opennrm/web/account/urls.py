"""Addresses of signing in and of one's own account. Only those of allauth that we use are here: no sign-up, no social.

Their policies are declared in `opennrm.web.third_party`.
"""

from __future__ import annotations

from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import URLPattern, URLResolver, path

from opennrm.web.account import passkeys, sessions, views, with_organisation

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", views.own_account, name="own_account"),
    path("invitation/<str:secret>/", views.invitation, name="invitation"),
    path("welcome/", views.welcome, name="welcome"),
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", views.EnterCode.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.SignInWithPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/with/<slug:slug>/", with_organisation.start, name="organisation_start"),
    path("sign-in/with/<slug:slug>/back/", with_organisation.back, name="organisation_back"),
    path("sign-out/", sessions.SignOut.as_view(), name="account_logout"),
    path("account/confirm/", views.confirm, name="account_reauthenticate"),
    path("account/sessions/", sessions.own_sessions, name="own_sessions"),
    path("account/stay/", sessions.stay, name="stay"),
    path("account/password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("account/second-factor/", mfa.index, name="mfa_index"),
    path("account/second-factor/set-up/", views.SetUpSecondFactor.as_view(), name="mfa_activate_totp"),
    path("account/second-factor/passkeys/add/", passkeys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/name/", passkeys.NamePasskey.as_view(), name="mfa_edit_webauthn"),
    path(
        "account/second-factor/passkeys/<int:pk>/remove/", passkeys.RemovePasskey.as_view(), name="mfa_remove_webauthn"
    ),
    path("account/second-factor/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/second-factor/recovery-codes/new/",
        views.MakeRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
