"""Who was named to review a decision independently, and what each of them said of it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.vault.fields import PersonalField


class Reviewer(models.Model):
    """Somebody who was named for a review: what they declared before they read anything, or why they stood aside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    review = models.ForeignKey(
        "cases.IndependentReview", on_delete=models.PROTECT, related_name="+", db_comment="S0 for which review"
    )
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+", db_comment="S0 who convenes")
    account = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who")
    named_at = models.DateTimeField(db_comment="S0 when they were named")
    named_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    declared_at = models.DateTimeField(null=True, db_comment="S0 when they declared that they have no interest")
    stood_aside_at = models.DateTimeField(null=True, db_comment="S0 when they stood aside; empty: they review")
    stood_aside_because = models.CharField(max_length=40, blank=True, default="", db_comment="S1 why, coded")

    class Meta:
        db_table = "assurance_reviewer"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "account"], name="reviewer_named_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["account", "stood_aside_at"], name="reviews_of_somebody")]

    def __str__(self) -> str:
        return str(self.id)


class GivenOpinion(models.Model):
    """What a reviewer found. Until all have given theirs nobody else reads it: not even that there is one."""

    SEALED_UNDER = "review__case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    review = models.ForeignKey(
        "cases.IndependentReview", on_delete=models.PROTECT, related_name="+", db_comment="S0 of which review"
    )
    by = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 whose")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the text that was read")
    content = PersonalField(db_comment="S2 answers of the test, opinion and reasons, as JSON")
    given_at = models.DateTimeField(db_comment="S0 when")

    class Meta:
        db_table = "assurance_opinion"
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "by"], name="one_opinion_each")]

    def __str__(self) -> str:
        return str(self.id)
