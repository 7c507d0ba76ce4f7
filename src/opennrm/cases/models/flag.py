"""The flags of a case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case


class CaseFlag(models.Model):
    """A flag that a case carries, or carried between two moments."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="flags", db_comment="S0 which")
    flag = models.CharField(max_length=40, db_comment="S1 which flag, coded")
    raised_at = models.DateTimeField(db_comment="S0 when")
    raised_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    lowered_at = models.DateTimeField(null=True, db_comment="S0 until when; empty: still")
    lowered_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_flag"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "flag"], condition=models.Q(lowered_at__isnull=True), name="flag_raised_once"
            ),
            models.CheckConstraint(
                name="flag_lowered_by_someone",
                condition=models.Q(lowered_at__isnull=True, lowered_by__isnull=True)
                | models.Q(lowered_at__isnull=False, lowered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.flag
