"""What was told of somebody's leave to stay."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class Leave(models.Model):
    """What came of leave, as somebody told us; what is told later is another row, and the newest holds."""

    SEALED_UNDER = "case_id"
    SEALED_AS = "sealed_as"

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    sealed_as = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), db_comment="S0 what names the row to the seal"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_comment="S0 which")
    outcome = models.CharField(max_length=40, db_comment="S1 granted, refused or not_applicable")
    decided_on = models.DateField(null=True, db_comment="S1 day others decided it, where they did")
    until = models.DateField(null=True, db_comment="S1 day leave ends, where it was granted")
    told_by = models.CharField(max_length=40, db_comment="S1 who told us, coded")
    told_on = models.DateField(db_comment="S1 day we were told")
    words = PersonalField(null=True, db_comment="S2 what else was told")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of all that was told")
    recorded_at = models.DateTimeField(db_comment="S0 when it was recorded")
    recorded_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_leave"

    def __str__(self) -> str:
        return self.outcome
