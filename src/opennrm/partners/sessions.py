"""Where sessions are kept: Django's database sessions, in a table that also says whose session it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from opennrm.partners.models import SignedInSession


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

    def fill(self, data: dict[str, Any] | None) -> None:
        """Take what `partners.enter` has read, so that nothing is read twice; None: there is no such session."""
        if data is None:
            self._session_key = None
        self._session_cache = data or {}
