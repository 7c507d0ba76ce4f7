"""The ledger of a person's consents: what was said of each, when and through whom; added to and never changed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class ConsentEntry(models.Model):
    """One thing that a person said of one consent. What they said later is an entry of its own."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents", db_comment="S0 in which case")
    number = models.PositiveIntegerField(db_comment="S0 place in the ledger of the case")
    scope = models.CharField(max_length=20, db_comment="S1 consent to what, coded")
    said = models.CharField(max_length=20, db_comment="S1 given, refused or withdrawn")
    how = models.CharField(max_length=40, blank=True, db_comment="S1 signed or spoken; empty: not told")
    through = PersonalField(null=True, db_comment="S2 through whom it was said, or who explained it")
    language = models.CharField(max_length=20, blank=True, db_comment="S1 language it was explained in, coded")
    interpreter = models.CharField(max_length=40, blank=True, db_comment="S1 was an interpreter used, coded")
    interpreted_by = PersonalField(null=True, db_comment="S2 who interpreted; empty: nobody, or not told")
    limits = PersonalField(null=True, db_comment="S3 what they left out of it, or for whom; empty: nothing")
    said_on = models.DateField(null=True, db_comment="S1 day it was said; empty: not told")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of all of it")
    recorded_at = models.DateTimeField(db_comment="S0 when")
    recorded_by = models.ForeignKey(
        "partners.Account",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 by whom; empty: it follows from something else",
    )

    class Meta:
        db_table = "cases_consent"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="consent_entry_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.id)
