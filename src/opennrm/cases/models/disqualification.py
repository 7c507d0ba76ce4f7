"""That an officer proposed to disqualify a person, or not to, and what a second officer said."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class Disqualification(models.Model):
    """One proposal, with the assessment of this one person, and its check; agreed, it is decided."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disqualifications", db_comment="S0 which")
    outcome = models.CharField(max_length=40, db_comment="S1 disqualified or not_disqualified")
    ground = models.CharField(max_length=40, db_comment="S1 on which ground, as a code of the profile")
    why = PersonalField(db_comment="S2 which evidence shows that the ground is met, or not")
    need = PersonalField(db_comment="S2 how the need of protection weighs against it")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of outcome, ground and texts")
    proposed_at = models.DateTimeField(db_comment="S0 when it was proposed")
    proposed_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    state = models.CharField(max_length=20, db_comment="S1 proposed, agreed or returned")
    remark = PersonalField(null=True, db_comment="S2 what should be looked at again")
    checked_at = models.DateTimeField(null=True, db_comment="S0 when it was checked")
    checked_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_disqualification"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state="proposed"), name="one_disqualification_at_a_time"
            ),
            models.CheckConstraint(
                name="disqualification_checked_by_somebody_else",
                condition=models.Q(state="proposed", checked_at__isnull=True, checked_by__isnull=True)
                | (
                    models.Q(state__in=["agreed", "returned"], checked_at__isnull=False, checked_by__isnull=False)
                    & ~models.Q(checked_by=models.F("proposed_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
