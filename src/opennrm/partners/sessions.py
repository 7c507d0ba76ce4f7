"""Where sessions are kept: Django's database sessions, in a table that also says whose session it is.

The table holds the SHA-256 of a session's key, so that nobody who reads the database or a copy of it is signed in.
Source: OWASP ASVS 5.0, 7.2.3, and the threats of this house (a backup in the wrong hands).
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from opennrm.partners.models import SignedInSession

BEGAN, KIND, ELSEWHERE = "signed_in_at", "browser", "second_factor_elsewhere"
"""What a session keeps: when somebody signed in (seconds), with what kind of browser, and whether their organisation
asked for a second factor in our place."""


def kept_key(session_key: str | None) -> str:
    """Under what the table holds the session of this key; of no key there is none."""
    return hashlib.sha256(session_key.encode("utf-8", "surrogatepass")).hexdigest() if session_key else ""


VOUCHED = "vouched_for"
"""Between the provider and our second factor: which account it vouched for, and the hash of who that is to it."""


class SessionStore(db.SessionStore):
    """Django's database session over `SignedInSession`, so that one statement can find session and person together."""

    @classmethod
    def get_model_class(cls) -> type[SignedInSession]:
        """The table of the house instead of `django_session`."""
        return SignedInSession

    def create_model_instance(self, data: dict[str, Any]) -> SignedInSession:
        """A row that also carries the account that signed in, if one has."""
        row: SignedInSession = super().create_model_instance(data)  # type: ignore[assignment]
        row.session_key = kept_key(row.session_key)
        account_id = data.get(SESSION_KEY)
        row.account_id = None if account_id is None else UUID(str(account_id))
        return row

    def exists(self, session_key: str) -> bool:
        """Is there a session of this key?"""
        return SignedInSession.objects.filter(session_key=kept_key(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        """Remove the session of this key (None: this one)."""
        SignedInSession.objects.filter(session_key=kept_key(session_key or self.session_key)).delete()

    def _get_session_from_db(self) -> SignedInSession | None:
        rows = SignedInSession.objects.filter(session_key=kept_key(self.session_key), expire_date__gt=timezone.now())
        row = rows.first()
        if row is None:
            self._session_key = None
        return row

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """The moment it ends: `SESSION_COOKIE_AGE` after signing in, however much it is used. ASVS 5.0, 7.3.2."""
        began = self.get(BEGAN)
        if began is None:
            return timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return datetime.fromtimestamp(float(began), UTC) + timedelta(seconds=settings.SESSION_COOKIE_AGE)

    def get_expiry_age(self, **kwargs: Any) -> int:
        """The seconds until then."""
        return max(0, int((self.get_expiry_date() - timezone.now()).total_seconds()))

    def get_expire_at_browser_close(self) -> bool:
        """Its cookie lasts as long as it does itself."""
        return False

    def fill(self, data: dict[str, Any] | None) -> None:
        """Take what `partners.enter` has read, so that nothing is read twice; None: there is no such session."""
        if data is None:
            self._session_key = None
        self._session_cache = data or {}

    def glimpse(self, name: str) -> Any:
        """What it was filled with under a name; unlike `get`, without a head line that tells of it."""
        return getattr(self, "_session_cache", {}).get(name)
