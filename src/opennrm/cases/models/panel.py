"""That a case waits for a panel to decide, and what the panel came to."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case


class BeforePanel(models.Model):
    """One decision of a case before a panel. How anybody voted is kept in the room of panels, and never here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_comment="S0 which case")
    kind = models.CharField(max_length=40, db_comment="S0 reasonable_grounds or conclusive_grounds")
    needs = models.JSONField(db_comment="S1 how many members of which agency are wanted, as counts by agency")
    state = models.CharField(max_length=20, db_comment="S1 waiting, decided, taken_back, or made_afresh since")
    put_at = models.DateTimeField(db_comment="S0 when it was put before a panel")
    put_by = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom")
    outcome = models.CharField(max_length=20, blank=True, default="", db_comment="S1 positive or negative, or empty")
    hearing = models.UUIDField(null=True, db_comment="S0 the hearing in which it was decided")
    chair = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who chaired it"
    )
    heard = models.JSONField(default=list, db_comment="S0 the accounts of those who were heard, as a list of ids")
    decided_at = models.DateTimeField(null=True, db_comment="S0 when it was decided")

    class Meta:
        db_table = "cases_before_panel"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state="waiting"), name="before_one_panel_at_a_time"
            ),
            models.CheckConstraint(
                name="panel_decided_with_a_chair",
                condition=models.Q(decided_at__isnull=True, chair__isnull=True, outcome="")
                | models.Q(decided_at__isnull=False, chair__isnull=False, outcome__in=["positive", "negative"]),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "put_at"], name="waiting_for_a_panel")]

    @property
    def who_was_heard(self) -> tuple[str, ...]:
        """The accounts of the chair and then of who was heard, as the history tells them; nobody before."""
        return (str(self.chair_id), *sorted(self.heard)) if self.chair_id else ()

    def __str__(self) -> str:
        return str(self.id)
