"""Bank holidays that were proclaimed after this release was made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Holiday(models.Model):
    """A bank holiday of a nation that somebody added. Its number is part of the name of every calendar that has it."""

    number = models.IntegerField(primary_key=True, db_comment="S0 counts up from 1")
    nation = models.CharField(max_length=20, db_comment="S0 nation in which it is taken")
    day = models.DateField(db_comment="S0 day on which it is taken")
    title = models.CharField(max_length=80, db_comment="S0 what it is called")
    reason = models.CharField(max_length=200, blank=True, db_comment="S0 where it was proclaimed, or why it came late")
    added_at = models.DateTimeField(db_comment="S0 when it was added")
    added_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who added it"
    )

    class Meta:
        db_table = "cases_holiday"
        constraints: ClassVar = [models.UniqueConstraint(fields=["nation", "day"], name="holiday_once")]

    def __str__(self) -> str:
        return self.title
