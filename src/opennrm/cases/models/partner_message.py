"""What the team that holds a case and whoever referred the person write to each other."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class PartnerMessage(models.Model):
    """A message between the two sides of a case. Added, never changed, but for when the other side read it."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages", db_comment="S0 in which case")
    reference = models.CharField(max_length=32, db_comment="S0 reference of case and referral, for the wall")
    side = models.CharField(max_length=20, db_comment="S0 who wrote it: authority or referrer")
    text = PersonalField(db_comment="S2 what it says")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the text")
    written_at = models.DateTimeField(db_comment="S0 when")
    written_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    read_at = models.DateTimeField(null=True, db_comment="S0 when the other side said that it was read")
    read_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_partner_message"
        indexes: ClassVar = [models.Index(fields=["reference", "-written_at"], name="partner_message_newest")]

    def __str__(self) -> str:
        return str(self.id)
