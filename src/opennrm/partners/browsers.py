"""The browsers that somebody signed in with before, and what kind a browser is, as people would call it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from opennrm.partners.models import KnownBrowser

LASTS = timedelta(days=180)
"""A browser that was not signed in with for so long is a new one again."""
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


def new_secret() -> str:
    """256 bits for the cookie of a browser that has none."""
    return secrets.token_urlsafe(32)


def kind_of_browser(user_agent: str) -> str:
    """What a browser says of itself, in words and without versions, which would tell more than the list needs."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "A browser")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser


def is_known(email: str, secret: str, *, at: datetime) -> bool:
    """Did whoever has this address sign in before with the browser that holds this secret? One statement, always."""
    found = KnownBrowser.objects.filter(
        account__email=email.strip().lower(), secret_hash=_hash(secret), last_at__gt=at - LASTS
    )
    return found.exists()


def meet(account_id: UUID, secret: str, *, kind: str, at: datetime) -> bool:
    """Somebody signed in with this browser: keep that. True if it is new to them while they have others."""
    has_others = KnownBrowser.objects.filter(account_id=account_id, last_at__gt=at - LASTS).exists()
    here, is_new = KnownBrowser.objects.get_or_create(
        account_id=account_id,
        secret_hash=_hash(secret),
        defaults={"kind": kind, "first_at": at, "last_at": at},
    )
    was_away = here.last_at <= at - LASTS
    if not is_new:
        KnownBrowser.objects.filter(id=here.id).update(kind=kind, last_at=at)
    return (is_new or was_away) and has_others


def forget_old_browsers(at: datetime) -> int:
    """Remove those not signed in with for long; gives how many."""
    return KnownBrowser.objects.filter(last_at__lte=at - LASTS).delete()[0]


def forget_browsers(account_id: UUID) -> None:
    """Remove all of an account's: each is new again."""
    KnownBrowser.objects.filter(account_id=account_id).delete()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
