"""What speaks against in a case, and what officers wrote of its points before they decided."""

from __future__ import annotations

import uuid

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class AdversePoint(models.Model):
    """Something that speaks against, and where it comes from."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_comment="S0 which case")
    kind = models.CharField(max_length=40, db_comment="S1 inconsistency, delay_in_telling, credibility...")
    text = PersonalField(db_comment="S2 what speaks against")
    source = PersonalField(db_comment="S2 where it comes from")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of all of it")
    added_at = models.DateTimeField(db_comment="S0 when")
    added_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_adverse_point"

    def __str__(self) -> str:
        return str(self.id)


class PointsWeighed(models.Model):
    """What weight an officer gives to one or several points for a decision, and why. A later one takes its place."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_comment="S0 which case")
    kind = models.CharField(max_length=40, db_comment="S0 reasonable_grounds or conclusive_grounds")
    points = PersonalField(db_comment="S3 keys of the points, a line each")
    text = PersonalField(db_comment="S2 what weight, and why")
    rests_on = PersonalField(db_comment="S2 names of the evidence, a line each")
    guidance = PersonalField(null=True, db_comment="S2 a paragraph of guidance")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of all of it")
    weighed_at = models.DateTimeField(db_comment="S0 when")
    weighed_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_points_weighed"

    def __str__(self) -> str:
        return str(self.id)
