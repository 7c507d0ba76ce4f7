"""Why a case was opened by somebody who does not work on it, and what was opened in an emergency."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class Opening(models.Model):
    """The reason that somebody gave for opening a case in a session of theirs. Added, never changed."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings", db_comment="S0 which case")
    session = models.CharField(max_length=64, db_comment="S0 keyed hash of the session's key")
    reason = models.CharField(max_length=40, db_comment="S1 why, coded")
    words = PersonalField(db_comment="S2 why, in their words")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of reason and words")
    opened_at = models.DateTimeField(db_comment="S1 when")
    opened_by = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who")

    class Meta:
        db_table = "cases_opening"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "opened_by", "session"], name="reason_once_a_session"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Emergency(models.Model):
    """A case that was opened in an emergency by somebody outside its team, and the review of that."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="emergencies", db_comment="S0 which case")
    words = PersonalField(db_comment="S2 what the emergency was")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the words")
    opened_at = models.DateTimeField(db_comment="S1 when")
    opened_by = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who")
    until_at = models.DateTimeField(db_comment="S1 when it was over by itself")
    reviewer = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who is to look at it"
    )
    review_due_on = models.DateField(db_comment="S1 by which day")
    outcome = models.CharField(max_length=20, blank=True, default="", db_comment="S1 what was found, coded")
    remark = PersonalField(null=True, db_comment="S2 what was found, in words")
    reviewed_at = models.DateTimeField(null=True, db_comment="S1 when")
    reviewed_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_emergency"
        indexes: ClassVar = [
            models.Index(
                fields=["reviewer", "review_due_on"], name="emergency_to_review", condition=Q(reviewed_at__isnull=True)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="emergency_reviewed_by_someone",
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, outcome="")
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="emergency_reviewed_by_somebody_else",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=models.F("opened_by")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
