"""What was asked of agencies and of who referred, and what came back."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.cases.models.evidence import Evidence
from opennrm.vault.fields import PersonalField


class InformationRequest(models.Model):
    """A request for information: to whom, about what, by when; its chasers, its answer, and that it was closed."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests", db_comment="S0 for which case")
    agency = models.CharField(max_length=200, db_comment="S0 name of the organisation asked")
    agency_kind = models.CharField(max_length=40, db_comment="S0 what kind of organisation, coded")
    case_waits = models.BooleanField(db_comment="S1 was the case returned for it, or is it beside the case")
    topics = models.JSONField(db_comment="S1 what it asks about, coded")
    words = PersonalField(db_comment="S2 what it asks")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of what it asks")
    asked_on = models.DateField(db_comment="S1 day it was asked")
    due_on = models.DateField(db_comment="S1 day by which an answer is asked for")
    chase_every = models.IntegerField(null=True, db_comment="S1 days between chasers; empty: it is not chased")
    chase_on = models.DateField(null=True, db_comment="S1 day of the next chaser")
    chased = models.IntegerField(default=0, db_comment="S1 how often it was chased")
    asked_at = models.DateTimeField(db_comment="S0 when it was recorded")
    asked_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    answer = models.CharField(max_length=40, blank=True, db_comment="S1 answered, declined, no_reply; empty: waits")
    answered_on = models.DateField(null=True, db_comment="S1 day of the answer")
    evidence = models.ForeignKey(
        Evidence, null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 what came, as evidence"
    )
    remark = PersonalField(null=True, db_comment="S2 why nothing came")
    answer_hash = models.CharField(max_length=64, blank=True, db_comment="S0 keyed hash of the answer")
    answered_at = models.DateTimeField(null=True, db_comment="S0 when the answer was recorded")
    answered_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    closed_on = models.DateField(null=True, db_comment="S1 day it was closed without an answer")
    closed_at = models.DateTimeField(null=True, db_comment="S0 when it was closed")
    closed_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_information_request"
        indexes: ClassVar = [models.Index(fields=["chase_on"], name="request_to_chase")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="request_answered_by_someone",
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="request_closed_by_someone",
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(case_waits=True, answer=""),
                name="case_waits_for_one_request",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
