"""Sessions, the browsers people sign in with, and what was tried."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from opennrm.partners.models.account import Account


class SignedInSession(AbstractBaseSession):
    """A session, with the account it belongs to, so that one statement can tell who is asking."""

    session_key = models.CharField(max_length=64, primary_key=True, db_comment="S0 SHA-256 of the cookie's secret")
    session_data = models.TextField(db_comment="S1 signed; holds the work address that signed in")
    expire_date = models.DateTimeField(db_index=True, db_comment="S0 when it ends")
    account_id = models.UUIDField(null=True, db_index=True, db_comment="S0 whose session")
    last_seen_at = models.DateTimeField(default=timezone.now, db_comment="S1 last used, to the minute")

    class Meta:
        db_table = "partners_session"

    def __str__(self) -> str:
        return "session"


class Tries(models.Model):
    """When something was tried that is counted, such as a password of an account: the last few moments."""

    key = models.CharField(max_length=64, primary_key=True, db_comment="S0 keyed hash of what was tried at whom")
    moments = ArrayField(models.DateTimeField(), db_comment="S1 moments of the last tries")

    class Meta:
        db_table = "partners_tries"

    def __str__(self) -> str:
        return "tries"


class KnownBrowser(models.Model):
    """A browser that somebody signed in with: they are told of a new one, and guessers cannot lock this one out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", db_comment="S0 whose")
    secret_hash = models.CharField(max_length=64, db_comment="S1 SHA-256 of the secret in the browser's cookie")
    kind = models.CharField(max_length=60, db_comment="S1 kind of browser and system, without versions")
    first_at = models.DateTimeField(db_comment="S1 first sign-in with it")
    last_at = models.DateTimeField(db_comment="S1 last sign-in with it")

    class Meta:
        db_table = "partners_known_browser"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "secret_hash"], name="known_browser_once"),
        ]

    def __str__(self) -> str:
        return self.kind
