"""The clocks of a case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case


class Clock(models.Model):
    """A deadline of a case, with what it takes to explain it. Moving it ends this row and adds another."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks", db_comment="S0 whose")
    rule = models.CharField(max_length=60, db_comment="S0 which rule")
    kind = models.CharField(max_length=20, db_comment="S0 target, bar or none")
    starts_on = models.DateField(db_comment="S1 day it starts from")
    due_on = models.DateField(null=True, db_comment="S1 day it ends on")
    calendar_version = models.CharField(max_length=60, db_comment="S0 calendar it was counted by")
    explanation = models.TextField(db_comment="S1 rule, days counted and days skipped")
    started_at = models.DateTimeField(db_comment="S0 when it began to run")
    ended_at = models.DateTimeField(null=True, db_comment="S0 when it was met or moved")
    ended_because = models.CharField(max_length=60, blank=True, db_comment="S0 met, or the recorded cause")

    class Meta:
        db_table = "cases_clock"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "rule"], condition=models.Q(ended_at__isnull=True), name="clock_runs_once"
            ),
        ]

    def __str__(self) -> str:
        return self.rule
