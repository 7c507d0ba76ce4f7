"""Decisions as they were written, and their checks."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class Decision(models.Model):
    """A decision as it was written: the text it is bound to, and the rules it was made under."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions", db_comment="S0 in which case")
    kind = models.CharField(max_length=40, db_comment="S0 reasonable_grounds or conclusive_grounds")
    outcome = models.CharField(max_length=20, db_comment="S1 positive or negative")
    reasons = PersonalField(db_comment="S2 the reasons")
    standard = models.CharField(max_length=60, db_comment="S0 standard applied")
    guidance = models.CharField(max_length=80, db_comment="S0 version of the guidance")
    profile = models.CharField(max_length=40, db_comment="S0 profile it was made under")
    profile_version = models.CharField(max_length=60, db_comment="S0 and its version")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of outcome, standard, guidance and reasons")
    state = models.CharField(
        max_length=20, db_comment="S0 put_forward, returned, sent_back, replaced, served, reconsidered"
    )
    written_at = models.DateTimeField(db_comment="S0 when")
    written_by = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who")
    served_at = models.DateTimeField(null=True, db_comment="S1 when it was served")
    served_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_decision"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=models.Q(state__in=["put_forward", "served"]),
                name="one_standing_decision",
            ),
            models.CheckConstraint(
                name="decision_served_by_someone",
                condition=models.Q(served_at__isnull=True, served_by__isnull=True)
                | models.Q(served_at__isnull=False, served_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Check(models.Model):
    """A second officer's check of a decision, bound to the hash of the text that was read."""

    SEALED_UNDER = "decision__case_id"
    SEALED_AS = "sealed_as"

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    sealed_as = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), db_comment="S0 what names the row to the seal"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="checks", db_comment="S0 of which")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the text that was read")
    agreed = models.BooleanField(db_comment="S1 countersigned, or returned")
    remark = PersonalField(null=True, db_comment="S2 what the second officer wrote")
    checked_at = models.DateTimeField(db_comment="S0 when")
    checked_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    void_at = models.DateTimeField(null=True, db_comment="S0 when an edit made it void")

    class Meta:
        db_table = "cases_check"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(void_at__isnull=True), name="one_standing_check"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
