"""What a person said they want: to leave the mechanism, or to stay in it as an adult."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class Wish(models.Model):
    """A person's wish as somebody recorded it; whoever deals with the case confirms it, or does not."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="wishes", db_comment="S0 in which case")
    wish = models.CharField(max_length=20, db_comment="S1 withdraw or stay")
    way = models.CharField(max_length=40, db_comment="S1 how it was said, coded")
    said_on = models.DateField(db_comment="S1 day it was said, written or learnt")
    heard_by = PersonalField(null=True, db_comment="S2 who heard it")
    language = models.CharField(max_length=20, blank=True, db_comment="S1 language it was said in, coded")
    interpreter = models.CharField(max_length=40, blank=True, db_comment="S1 who interpreted, coded")
    evidence = PersonalField(null=True, db_comment="S2 what was said or written, or what shows it")
    wish_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of all of it")
    state = models.CharField(max_length=20, db_comment="S0 waits, confirmed or not_confirmed")
    recorded_at = models.DateTimeField(db_comment="S0 when")
    recorded_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    settled_at = models.DateTimeField(null=True, db_comment="S0 when it was confirmed, or not")
    settled_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_wish"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "wish"], condition=models.Q(state="waits"), name="one_waiting_wish"
            ),
            models.CheckConstraint(
                name="wish_settled_by_someone",
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
