"""Requests to look at a negative decision again."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.cases.models.decision import Decision
from opennrm.vault.fields import PersonalField


class ReconsiderationRequest(models.Model):
    """A request to look at a negative decision again, and its answer."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reconsiderations", db_comment="S0 which")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+", db_comment="S0 which decision")
    requester = models.CharField(max_length=40, db_comment="S0 who asks, as a code of the profile")
    grounds = models.JSONField(db_comment="S1 on what grounds, as codes of the profile")
    words = PersonalField(db_comment="S2 what the request says")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of what it says")
    requested_on = models.DateField(db_comment="S1 day it came")
    recorded_at = models.DateTimeField(db_comment="S0 when it was recorded")
    recorded_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    state = models.CharField(max_length=20, db_comment="S1 requested, accepted or refused")
    reason = models.CharField(max_length=60, blank=True, db_comment="S1 why it was refused, coded")
    answer = PersonalField(null=True, db_comment="S2 the answer")
    answer_hash = models.CharField(max_length=64, blank=True, db_comment="S0 keyed hash of the answer")
    answered_at = models.DateTimeField(null=True, db_comment="S0 when it was answered")
    answered_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_reconsideration_request"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state="requested"), name="one_request_at_a_time"
            ),
            models.CheckConstraint(
                name="reconsideration_answered_by_someone",
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
