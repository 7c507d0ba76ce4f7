"""What bears on a decision."""

from __future__ import annotations

import uuid

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class Evidence(models.Model):
    """Something that bears on the decision, and where it came from."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence", db_comment="S0 for which case")
    kind = models.CharField(max_length=40, db_comment="S0 what kind, coded")
    text = PersonalField(db_comment="S2 what it says")
    source = PersonalField(null=True, db_comment="S2 who gave it")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the text")
    added_at = models.DateTimeField(db_comment="S0 when")
    added_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_evidence"

    def __str__(self) -> str:
        return str(self.id)
