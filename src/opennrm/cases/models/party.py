"""The organisations that have a part in a case, and so are told what happens in it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.mechanism.serving import AGENCIES

AUDIENCES = [(audience.value, audience.words) for audience in sorted(AGENCIES)]


class Party(models.Model):
    """That an organisation has a part in a case, as what, between two moments. It sees its letters, and no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties", db_comment="S0 in which case")
    audience = models.CharField(max_length=20, choices=AUDIENCES, db_comment="S1 as what it is told")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, db_comment="S1 which")
    because = models.CharField(max_length=40, db_comment="S1 why, coded")
    from_at = models.DateTimeField(db_comment="S0 since when")
    from_by = models.ForeignKey(
        "partners.Account",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 who added it; empty: the referral says so",
    )
    until_at = models.DateTimeField(null=True, db_comment="S0 until when; empty: still")
    until_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who ended it"
    )

    class Meta:
        db_table = "cases_party"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "organisation"], condition=models.Q(until_at__isnull=True), name="party_once"
            ),
            models.CheckConstraint(
                name="party_ended_by_someone",
                condition=models.Q(until_at__isnull=True, until_by__isnull=True)
                | models.Q(until_at__isnull=False, until_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
