"""The parts of a referral that other organisations receive, each with what that one is told and no more."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.mechanism.receivers import PartState, Receiver
from opennrm.vault.fields import PersonalField


class Part(models.Model):
    """What one receiver is told of a referral, as it was when it was made."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parts", db_comment="S0 in which case")
    case_reference = models.CharField(max_length=32, db_comment="S0 its reference, for who may not see the case")
    receiver = models.CharField(
        max_length=40, choices=[(each.value, each.value) for each in Receiver], db_comment="S1 as what it is received"
    )
    organisation = models.ForeignKey(
        "partners.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S1 who receives it; empty: nobody was found",
    )
    state = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in PartState], db_comment="S0 how far it has come"
    )
    because = models.CharField(max_length=40, blank=True, db_comment="S1 why it ended, coded; empty: it has not")
    content = PersonalField(db_comment="S3 the questions and answers that this receiver is told")
    stands_for = PersonalField(
        null=True, db_comment="S2 the police forces it is for, and the towns whose force is not known"
    )
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of what it says")
    made_at = models.DateTimeField(db_comment="S0 when")
    made_by = models.ForeignKey(
        "partners.Account",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 whose doing; empty: it follows from the referral",
    )
    received_at = models.DateTimeField(null=True, db_comment="S0 when somebody there said that they have it")
    received_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_part"
        indexes: ClassVar = [models.Index(fields=["organisation", "-made_at"], name="part_by_receiver")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "receiver", "organisation"],
                condition=~models.Q(state=PartState.ENDED.value),
                name="part_once",
            ),
            models.CheckConstraint(
                name="part_received_by_someone",
                condition=models.Q(received_at__isnull=True, received_by__isnull=True)
                | models.Q(received_at__isnull=False, received_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
