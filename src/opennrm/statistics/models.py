"""Facts: what the figures are counted from, made from events alone and never from a table of cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Fact(models.Model):
    """One countable thing that happened. It can be thrown away and made again from the history."""

    seq = models.BigIntegerField(primary_key=True, db_comment="S0 number of the event it was made from")
    reference = models.CharField(max_length=32, db_comment="S0 public reference of the case")
    what = models.CharField(max_length=40, db_comment="S0 referral, reasonable_grounds, notification...")
    on_day = models.DateField(db_comment="S1 legal day")
    quarter = models.CharField(max_length=7, db_comment="S0 such as 2026-Q1")
    age = models.CharField(max_length=20, blank=True, db_comment="S1 age answer")
    kind = models.CharField(max_length=20, blank=True, db_comment="S1 adult or child; anonymous or named")
    organisation_type = models.CharField(max_length=40, blank=True, db_comment="S0 kind of body that notified")
    outcome = models.CharField(max_length=60, blank=True, db_comment="S1 of a decision, or how a case left its way")
    days = models.IntegerField(null=True, db_comment="S1 calendar days from receipt")
    exploitation = models.JSONField(default=list, db_comment="S1 codes")

    class Meta:
        db_table = "statistics_fact"
        indexes: ClassVar = [
            models.Index(fields=["what", "quarter"], name="fact_by_quarter"),
            models.Index(fields=["reference"], name="fact_by_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.quarter}"


class Progress(models.Model):
    """How far into the history the facts have been made."""

    id = models.SmallIntegerField(primary_key=True, db_comment="S0 always 1")
    seq = models.BigIntegerField(default=0, db_comment="S0 last event looked at")

    class Meta:
        db_table = "statistics_progress"
        constraints: ClassVar = [models.CheckConstraint(name="statistics_one_progress", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.seq)
