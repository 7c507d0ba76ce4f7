"""The tokens by which an organisation's own systems come to the interface for programs."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from opennrm.partners.models.account import Account


class ApiToken(models.Model):
    """One token of a system: what it lets the system do, until when, and when it was last used."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_comment="S0 the system")
    token_hash = models.CharField(max_length=64, unique=True, db_comment="S0 SHA-256 of the token")
    scopes = ArrayField(models.CharField(max_length=40), db_comment="S0 what it lets the system do")
    made_at = models.DateTimeField(db_comment="S0 when")
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom")
    expires_at = models.DateTimeField(db_comment="S0 until when it works")
    last_used_at = models.DateTimeField(null=True, db_comment="S0 last used, to the minute")
    ended_at = models.DateTimeField(null=True, db_comment="S0 when it was ended before its time")
    ended_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "partners_api_token"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="api_token_ended_by_someone",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
