"""What is recorded of recovery: who was consulted, representations, extensions, the review, leave to cross its bar."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class Consultation(models.Model):
    """That a case was discussed with somebody for a purpose, or that they are not part of it."""

    SEALED_UNDER = "case_id"
    SEALED_AS = "sealed_as"

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    sealed_as = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), db_comment="S0 what names the row to the seal"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consultations", db_comment="S0 which")
    purpose = models.CharField(
        max_length=40, default="second_decision", db_comment="S0 second_decision or recovery_review"
    )
    with_whom = models.CharField(max_length=40, db_comment="S0 first_responder, police, support_provider...")
    took_part = models.BooleanField(db_comment="S1 discussed with them, or not part of the case")
    said = PersonalField(null=True, db_comment="S2 what they said")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of what they said")
    consulted_on = models.DateField(db_comment="S1 day on which they were asked")
    recorded_at = models.DateTimeField(db_comment="S0 when it was recorded")
    recorded_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_consultation"

    def __str__(self) -> str:
        return self.with_whom


class BarOverride(models.Model):
    """Leave to cross the bar of a rule that ends on a day, by a manager, for a coded reason and in words."""

    SEALED_UNDER = "case_id"
    SEALED_AS = "sealed_as"

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    sealed_as = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), db_comment="S0 what names the row to the seal"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="overrides", db_comment="S0 which")
    rule = models.CharField(max_length=60, db_comment="S0 whose bar")
    due_on = models.DateField(db_comment="S1 day the bar ends on")
    reason = models.CharField(max_length=60, db_comment="S1 why, coded")
    words = PersonalField(db_comment="S2 why, in words")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the words")
    overridden_at = models.DateTimeField(db_comment="S0 when")
    overridden_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_bar_override"

    def __str__(self) -> str:
        return self.rule


class Representation(models.Model):
    """What somebody put to the authority about a person's recovery, and its answer."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="representations", db_comment="S0 which")
    source = models.CharField(max_length=40, db_comment="S0 support_provider, first_responder or person")
    text = PersonalField(db_comment="S2 what they put")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of what they put")
    received_on = models.DateField(db_comment="S1 day it came")
    recorded_at = models.DateTimeField(db_comment="S0 when it was recorded")
    recorded_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    outcome = models.CharField(max_length=40, blank=True, db_comment="S1 what it led to, coded; empty: not answered")
    answer = PersonalField(null=True, db_comment="S2 the answer")
    answer_hash = models.CharField(max_length=64, blank=True, db_comment="S0 keyed hash of the answer")
    answered_at = models.DateTimeField(null=True, db_comment="S0 when it was answered")
    answered_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_representation"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="representation_answered_by_someone",
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Extension(models.Model):
    """That a recovery period was lengthened: by how much, why, and to which day."""

    SEALED_UNDER = "case_id"
    SEALED_AS = "sealed_as"

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    sealed_as = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), db_comment="S0 what names the row to the seal"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extensions", db_comment="S0 which")
    by_days = models.IntegerField(db_comment="S1 by how many days")
    until = models.DateField(db_comment="S1 the day it moved to")
    reason = models.CharField(max_length=60, db_comment="S1 why, coded")
    words = PersonalField(db_comment="S2 why, in words")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the words")
    extended_at = models.DateTimeField(db_comment="S0 when")
    extended_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_extension"

    def __str__(self) -> str:
        return self.reason


class RecoveryReview(models.Model):
    """What the review of a recovery period found."""

    SEALED_UNDER = "case_id"
    SEALED_AS = "sealed_as"

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    sealed_as = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), db_comment="S0 what names the row to the seal"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews", db_comment="S0 which")
    outcome = models.CharField(max_length=40, db_comment="S1 what it found, coded")
    words = PersonalField(null=True, db_comment="S2 what it found, in words")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the words")
    reviewed_at = models.DateTimeField(db_comment="S0 when")
    reviewed_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_recovery_review"

    def __str__(self) -> str:
        return self.outcome
