"""What independent reviewers were asked of a decision, what they came to, and how the authority answered."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.cases.models.decision import Decision
from opennrm.vault.fields import PersonalField


class IndependentReview(models.Model):
    """One look of independent reviewers at one negative decision, before it is served."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_comment="S0 in which case")
    reference = models.CharField(max_length=32, db_comment="S0 of the case, for who convenes and may not read it")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+", db_comment="S0 which decision")
    kind = models.CharField(max_length=40, db_comment="S0 reasonable_grounds or conclusive_grounds")
    body = models.CharField(max_length=80, db_comment="S0 who reviews, as a key of the profile")
    reviewers = models.SmallIntegerField(db_comment="S0 how many give an opinion, by the profile")
    team = models.ForeignKey("partners.Team", on_delete=models.PROTECT, related_name="+", db_comment="S0 who convenes")
    round = models.SmallIntegerField(db_comment="S0 counts from 1 with each time it was sent back")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the text that is reviewed")
    asked_at = models.DateTimeField(db_comment="S0 when it went to review")
    asked_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who countersigned it"
    )
    state = models.CharField(max_length=20, db_comment="S1 asked, accepted, sent_back or ended without an opinion")
    opinion = models.CharField(
        max_length=20, blank=True, default="", db_comment="S1 satisfied or reconsider, once given"
    )
    given_at = models.DateTimeField(null=True, db_comment="S0 when it was given")
    given_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who was the last"
    )
    paused = models.BooleanField(default=False, db_comment="S1 did the case leave the mechanism while it waited")

    class Meta:
        db_table = "cases_independent_review"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(state="asked"), name="one_review_at_a_time"),
            models.CheckConstraint(
                name="review_given_by_someone",
                condition=models.Q(given_at__isnull=True, given_by__isnull=True)
                | models.Q(given_at__isnull=False, given_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["team", "state", "asked_at"], name="review_to_convene")]

    def __str__(self) -> str:
        return str(self.id)


class ReviewAnswer(models.Model):
    """What the authority answered reviewers who asked for another look; for who works on the case, and not for them."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_comment="S0 in which case")
    review = models.OneToOneField(
        IndependentReview, on_delete=models.PROTECT, related_name="answer", db_comment="S0 which review"
    )
    text = PersonalField(db_comment="S2 what was answered")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the answer")
    answered_at = models.DateTimeField(db_comment="S0 when")
    answered_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_review_answer"

    def __str__(self) -> str:
        return str(self.id)
