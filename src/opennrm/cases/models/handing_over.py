"""How cases pass from one colleague to another, and who is away."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class HandOver(models.Model):
    """A case that passed from whoever held it to a colleague, with what they should know."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hand_overs", db_comment="S0 which")
    giver = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who held it"
    )
    taker = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who holds it then"
    )
    note = PersonalField(db_comment="S2 what the colleague should know")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the note")
    handed_over_at = models.DateTimeField(db_comment="S0 when")
    handed_over_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_hand_over"

    def __str__(self) -> str:
        return str(self.id)


class Absence(models.Model):
    """Somebody is away between two days, both included, and a colleague may cover for them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    account = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who")
    cover = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who covers for them"
    )
    from_on = models.DateField(db_comment="S1 first day")
    until_on = models.DateField(db_comment="S1 last day")
    recorded_at = models.DateTimeField(db_comment="S0 when")
    recorded_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    ended_at = models.DateTimeField(null=True, db_comment="S0 when it was called off or ended early")
    ended_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_absence"
        indexes: ClassVar = [
            models.Index(fields=["account", "until_on"], name="absence_of"),
            models.Index(fields=["cover", "until_on"], name="absence_covered"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="absence_ends_after_it_begins", condition=models.Q(until_on__gte=models.F("from_on"))
            ),
            models.CheckConstraint(
                name="absence_ended_by_someone",
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
