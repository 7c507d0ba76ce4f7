"""That an installation works by another profile of the mechanism from a day on, agreed by two administrators."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.partners.models.account import Account


class ProfileChange(models.Model):
    """A change that one administrator proposed and another one confirms before its day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    profile = models.CharField(max_length=60, db_comment="S0 key of the profile")
    from_day = models.DateField(db_comment="S0 first day on which new cases come under it")
    reason = models.CharField(max_length=500, db_comment="S0 why, as the administrator wrote it")
    simulated = models.JSONField(db_comment="S0 what it would have changed of past cases, as counts")
    proposed_at = models.DateTimeField(db_comment="S0 when")
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom")
    settled_at = models.DateTimeField(null=True, db_comment="S0 when it was confirmed or refused")
    settled_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    confirmed = models.BooleanField(null=True, db_comment="S0 was it confirmed; empty: not settled")

    class Meta:
        db_table = "partners_profile_change"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["from_day"], condition=models.Q(confirmed=True), name="one_profile_from_a_day"
            ),
            models.CheckConstraint(
                name="profile_change_settled_by_a_second",
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True, confirmed__isnull=True)
                | (
                    models.Q(settled_at__isnull=False, settled_by__isnull=False, confirmed__isnull=False)
                    & (~models.Q(confirmed=True) | ~models.Q(settled_by=models.F("proposed_by")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile} from {self.from_day}"
