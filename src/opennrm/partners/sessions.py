"""Where sessions are kept: Django's database sessions, in a table that also says whose session it is."""

from __future__ import annotations

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


class SessionStore(db.SessionStore):
    """Django's database session over `SignedInSession`, so that one statement can find session and person together."""

    @classmethod
    def get_model_class(cls) -> type[SignedInSession]:
        """The table of the house instead of `django_session`."""
        return SignedInSession

    def create_model_instance(self, data: dict[str, Any]) -> SignedInSession:
        """A row that also carries the account that signed in, if one has."""
        row: SignedInSession = super().create_model_instance(data)  # type: ignore[assignment]
        account_id = data.get(SESSION_KEY)
        row.account_id = None if account_id is None else UUID(str(account_id))
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
