"""What happens around the second decision: with whom it was discussed, and leave to cross a bar."""

from __future__ import annotations

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class Consultation(models.Model):
    """That a case was discussed with somebody before a negative second decision, or that they are not part of it."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consultations", db_comment="S0 which")
    with_whom = models.CharField(max_length=40, db_comment="S0 first_responder, police, support_provider...")
    took_part = models.BooleanField(db_comment="S1 discussed with them, or not part of the case")
    said = PersonalField(null=True, db_comment="S2 what they said")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of what they said")
    consulted_on = models.DateField(db_comment="S1 day on which they were asked")
    recorded_at = models.DateTimeField(db_comment="S0 when it was recorded")
    recorded_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_consultation"

    def __str__(self) -> str:
        return self.with_whom


class BarOverride(models.Model):
    """Leave to cross the bar of a rule that ends on a day, by a manager, for a coded reason and in words."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="overrides", db_comment="S0 which")
    rule = models.CharField(max_length=60, db_comment="S0 whose bar")
    due_on = models.DateField(db_comment="S1 day the bar ends on")
    reason = models.CharField(max_length=60, db_comment="S1 why, coded")
    words = PersonalField(db_comment="S2 why, in words")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the words")
    overridden_at = models.DateTimeField(db_comment="S0 when")
    overridden_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_bar_override"

    def __str__(self) -> str:
        return self.rule
