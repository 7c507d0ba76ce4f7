"""What is to be done in a case."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import NO_DAY, Case
from opennrm.vault.fields import PersonalField


class Task(models.Model):
    """Something to be done, by somebody, perhaps by a day."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks", db_comment="S0 in which case")
    title = PersonalField(db_comment="S2 what is to be done")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the title")
    due_on = models.DateField(null=True, db_comment="S1 by when; empty: no day was set")
    assignee = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who is to do it"
    )
    added_at = models.DateTimeField(db_comment="S0 when")
    added_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    assigned_by = models.ForeignKey(
        "partners.Account",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 who passed it to whoever is to do it; empty: who added it",
    )
    done_at = models.DateTimeField(null=True, db_comment="S0 when it was done; empty: not yet")
    done_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_task"
        indexes: ClassVar = [
            models.Index(
                "assignee",
                models.functions.Coalesce("due_on", models.Value(NO_DAY, output_field=models.DateField())),
                "id",
                name="task_list",
                condition=models.Q(done_at__isnull=True),
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="task_done_by_someone",
                condition=models.Q(done_at__isnull=True, done_by__isnull=True)
                | models.Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
