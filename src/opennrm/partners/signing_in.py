"""What is kept of signing in: that it happened, or was refused and why, by the account's id and never its address."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Exists, OuterRef

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import (
    ConfirmedAgain,
    NewBrowserMet,
    PasskeyAdded,
    PasskeyRemoved,
    PasswordChanged,
    RecoveryCodesMade,
    SecondFactorSetUp,
    SignedIn,
    SignedOut,
    SignInRefused,
)
from opennrm.partners.browsers import meet
from opennrm.partners.domains import DomainRule, clean_address, refusal_to_invite_address
from opennrm.partners.models import Account, EmailDomain, Organisation
from opennrm.partners.second_factor import FACTORS, use_up_first
from opennrm.vault.sealing import keyed_digest

UNKNOWN = "unknown"


class SignedInWith(StrEnum):
    """What somebody signed in with. Source: house."""

    PASSWORD = "password"  # noqa: S105 - the word, and no password: before a second factor was set up
    CODE = "password_and_code"
    RECOVERY_CODE = "password_and_recovery_code"
    PASSKEY = "passkey"
    PASSWORD_AND_PASSKEY = "password_and_passkey"  # noqa: S105
    ORGANISATION_ALONE = "organisation_alone"  # before a second factor was set up, and none was asked there
    ORGANISATION = "organisation"
    ORGANISATION_AND_CODE = "organisation_and_code"
    ORGANISATION_AND_RECOVERY_CODE = "organisation_and_recovery_code"
    ORGANISATION_AND_PASSKEY = "organisation_and_passkey"


def account_with(email: str, password: str, *, on: date) -> Account | None:
    """The account of this address whose password this is, if it may sign in on that day with it.

    A password alone signs in only whoever was invited and has yet to set up their second factor; not whoever always
    came by their organisation, which asked for one in our place.

    One statement and one Argon2, whether or not there is such an account: the time says nothing.
    """
    factors = Authenticator.objects.filter(user_id=OuterRef("id"), type__in=FACTORS)
    rows = Account.objects.select_related("organisation").annotate(has_factor=Exists(factors))
    account = rows.filter(email=email.strip().lower()).first()
    if account is None or not account.has_usable_password():
        check_password(password, _nobodys())
        return None
    is_right = account.check_password(password)
    return account if is_right and _is_enough(account) and may_sign_in(account, on=on) else None


def _is_enough(account: Any) -> bool:
    return bool(account.has_factor or account.sets_up_factor)


def account_of_organisation(email: str, slug: str, *, who: tuple[str, str], on: date) -> Account | None:
    """The account of an address that an organisation's provider vouches for, if it may sign in on that day.

    The address has to be of one of that organisation's domains, and the account one of its own. `who` is the provider's
    address and its own name for the person (issuer and subject): an address that has passed to somebody else there, or
    that another provider claims, opens no account that the first one came to. Source: OpenID Connect Core 1.0, 5.7.
    """
    rules = [DomainRule(row.domain, row.with_subdomains) for row in EmailDomain.objects.filter(organisation__slug=slug)]
    if refusal_to_invite_address(email, rules) is not None:
        return None
    rows = Account.objects.select_related("organisation")
    account = rows.filter(email=clean_address(email), organisation__slug=slug).first()
    if account is None or not may_sign_in(account, on=on):
        return None
    return account if account.provider_hash in ("", hash_of_vouched(*who)) else None


def hash_of_vouched(issuer: str, subject: str) -> str:
    """What is kept of whom a provider vouches for: a keyed hash of its address and of its own name for the person."""
    told = f"{issuer}\n{subject}".encode("utf-8", "surrogatepass")
    return keyed_digest(told, purpose="person at a provider").hex()[:64]


@cache
def _nobodys() -> str:
    """The hash of a password that nobody has, made like every other."""
    return make_password(secrets.token_urlsafe(32))


def record_sign_in(
    *,
    account_id: UUID,
    how: SignedInWith,
    at: datetime,
    browser: str = "",
    kind: str = "A browser",
    vouched: str = "",
) -> None:
    """Somebody signed in; if this cannot be written, they did not.

    `vouched` is whom their organisation's provider vouched for (`hash_of_vouched`); whoever came first stays until a
    new start. Where a second factor was asked there, none is set up here any more with a password alone.
    `browser` is the secret of their browser's cookie: it is known from now on, and they are told if it was new.
    """
    with command():
        announce(SignedIn(subject=str(account_id), how=how.value), at=at, by=account_id)
        if vouched:
            Account.objects.filter(id=account_id, provider_hash="").update(provider_hash=vouched)
        if how is SignedInWith.ORGANISATION:
            use_up_first(account_id)
        if browser and meet(account_id, browser, kind=kind, at=at):
            announce(NewBrowserMet(subject=str(account_id)), at=at, by=account_id)


def record_sign_out(*, account_id: UUID, at: datetime) -> None:
    """Somebody signed out."""
    with command():
        announce(SignedOut(subject=str(account_id)), at=at, by=account_id)


def record_refused_sign_in(*, email: str, reason: str, at: datetime) -> None:
    """Somebody could not sign in. `reason` is "password", "code" or "locked"; an unknown address is not kept."""
    account_id = Account.objects.filter(email=email.strip().lower()).values_list("id", flat=True).first()
    with command():
        announce(SignInRefused(subject=str(account_id or UNKNOWN), reason=reason), at=at, by=None)


def record_second_factor(*, account_id: UUID, at: datetime) -> None:
    """Somebody set up their second factor."""
    with command():
        announce(SecondFactorSetUp(subject=str(account_id)), at=at, by=account_id)


def record_changed_password(*, account_id: UUID, at: datetime) -> None:
    """Somebody changed their password."""
    with command():
        announce(PasswordChanged(subject=str(account_id)), at=at, by=account_id)


def record_recovery_codes(*, account_id: UUID, at: datetime) -> None:
    """Somebody made new recovery codes."""
    with command():
        announce(RecoveryCodesMade(subject=str(account_id)), at=at, by=account_id)


def record_added_passkey(*, account_id: UUID, how_many: int, at: datetime) -> None:
    """Somebody added a passkey; `how_many` they have now."""
    with command():
        announce(PasskeyAdded(subject=str(account_id), how_many=how_many), at=at, by=account_id)


def record_removed_passkey(*, account_id: UUID, how_many: int, at: datetime) -> None:
    """Somebody removed a passkey; `how_many` are left."""
    with command():
        announce(PasskeyRemoved(subject=str(account_id), how_many=how_many), at=at, by=account_id)


def record_confirmed(*, account_id: UUID, how: str, at: datetime) -> None:
    """Somebody showed again that it is they."""
    with command():
        announce(ConfirmedAgain(subject=str(account_id), how=how), at=at, by=account_id)


def may_sign_in(account: Account, *, on: date) -> bool:
    """Is the account a person's and open, and its organisation in the partnership on that day?"""
    return account.is_active and not account.is_system and is_in_partnership(account.organisation, on=on)


def is_in_partnership(home: Organisation, *, on: date) -> bool:
    """Is the organisation in the partnership on that day?"""
    return home.starts_on <= on and (home.ends_on is None or home.ends_on >= on)
