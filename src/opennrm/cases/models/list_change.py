"""What an administrator changed in the lists that answers choose from."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class ListChange(models.Model):
    """An entry that was added to a list, or the end of one. Only ever added to: by its number each process knows it."""

    number = models.IntegerField(primary_key=True, db_comment="S0 counts up from 1")
    list_name = models.CharField(max_length=40, db_comment="S0 which list")
    code = models.CharField(max_length=80, db_comment="S0 code of the entry")
    label = models.CharField(max_length=80, blank=True, db_comment="S0 what it is called; empty: it was ended")
    also = ArrayField(models.CharField(max_length=80), default=list, db_comment="S0 what else it is called")
    kind = models.CharField(max_length=80, blank=True, db_comment="S0 what kind of entry, where the list tells it")
    nation = models.CharField(max_length=20, blank=True, db_comment="S0 in which nation, where the list tells it")
    starts_on = models.DateField(null=True, db_comment="S0 first day on which it can be chosen; empty: always")
    ends_on = models.DateField(null=True, db_comment="S0 first day on which it can be chosen no more; empty: added")
    replaced_by = ArrayField(models.CharField(max_length=80), default=list, db_comment="S0 codes of its successors")
    reason = models.CharField(max_length=200, db_comment="S0 why, and by which source")
    changed_at = models.DateTimeField(db_comment="S0 when it was changed here")
    changed_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who changed it"
    )

    class Meta:
        db_table = "cases_list_change"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["list_name", "code"], condition=models.Q(ends_on__isnull=True), name="list_entry_added_once"
            ),
            models.UniqueConstraint(
                fields=["list_name", "code"], condition=models.Q(ends_on__isnull=False), name="list_entry_ended_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_name} {self.code}"
