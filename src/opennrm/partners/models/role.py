"""The roles that people hold, and those that wait for a second administrator."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.partners.models.account import Account
from opennrm.partners.models.organisation import Team


class RoleHeld(models.Model):
    """A role that somebody holds, in a team or in the whole organisation, between two moments."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="roles_held", db_comment="S0 who")
    role = models.CharField(max_length=40, db_comment="S0 key of a role in partners.roles")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, db_comment="S0 in which team")
    from_at = models.DateTimeField(db_comment="S0 since when")
    from_by = models.ForeignKey(
        Account,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 given by; empty: set-up",
    )
    until_at = models.DateTimeField(null=True, blank=True, db_comment="S0 until when; empty: still")
    until_by = models.ForeignKey(
        Account,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 ended by; empty: set-up",
    )

    class Meta:
        db_table = "partners_role_held"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "role", "team"],
                condition=models.Q(until_at__isnull=True),
                nulls_distinct=False,
                name="role_held_once",
            ),
        ]

    def __str__(self) -> str:
        return self.role


class RoleProposed(models.Model):
    """A role that one administrator gives and a second one has to confirm, because it reads cases."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_comment="S0 to whom")
    role = models.CharField(max_length=40, db_comment="S0 key of a role in partners.roles")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, db_comment="S0 in which team")
    proposed_at = models.DateTimeField(db_comment="S0 when")
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom")
    settled_at = models.DateTimeField(null=True, db_comment="S0 when it was confirmed or refused")
    settled_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    confirmed = models.BooleanField(null=True, db_comment="S0 was it confirmed; empty: not settled")

    class Meta:
        db_table = "partners_role_proposed"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "role", "team"],
                condition=models.Q(settled_at__isnull=True),
                nulls_distinct=False,
                name="role_proposed_once",
            ),
            models.CheckConstraint(
                name="role_settled_by_somebody_else",
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True, confirmed__isnull=True)
                | (
                    models.Q(settled_at__isnull=False, settled_by__isnull=False, confirmed__isnull=False)
                    & ~models.Q(settled_by=models.F("account"))
                    & (~models.Q(confirmed=True) | ~models.Q(settled_by=models.F("proposed_by")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.role
