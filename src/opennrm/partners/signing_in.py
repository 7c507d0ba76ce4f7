"""What is kept of signing in: that it happened, or was refused and why, by the account's id and never its address."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from opennrm.audit.record import announce, command
from opennrm.mechanism.events import (
    PasswordChanged,
    RecoveryCodesMade,
    SecondFactorSetUp,
    SignedIn,
    SignedOut,
    SignInRefused,
)
from opennrm.partners.models import Account, Organisation

UNKNOWN = "unknown"


class SignedInWith(StrEnum):
    """What somebody signed in with. Source: house."""

    PASSWORD = "password"  # noqa: S105 - the word, and no password: before a second factor was set up
    CODE = "password_and_code"
    RECOVERY_CODE = "password_and_recovery_code"


def record_sign_in(*, account_id: UUID, how: SignedInWith, at: datetime) -> None:
    """Somebody signed in; if this cannot be written, they did not."""
    with command():
        announce(SignedIn(subject=str(account_id), how=how.value), at=at, by=account_id)


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


def may_sign_in(account: Account, *, on: date) -> bool:
    """Is the account open, and its organisation in the partnership on that day?"""
    return account.is_active and is_in_partnership(account.organisation, on=on)


def is_in_partnership(home: Organisation, *, on: date) -> bool:
    """Is the organisation in the partnership on that day?"""
    return home.starts_on <= on and (home.ends_on is None or home.ends_on >= on)
