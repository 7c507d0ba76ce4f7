"""The page of the person themselves."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case


class OwnPage(models.Model):
    """A page that a person agreed to: by what it is opened, and by whom it was offered and closed. It says nothing.

    Its id is a grantee like an organisation's or an account's: the row of access under it shows the page its one case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 id, under which it may see its case")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="own_pages", db_comment="S0 which case")
    code_hash = models.CharField(max_length=64, unique=True, db_comment="S1 keyed hash of the code")
    second = models.CharField(max_length=20, db_comment="S1 kind of the second fact: word, date or number")
    second_hash = models.CharField(max_length=255, db_comment="S1 slow hash of the second fact, as of a password")
    how = models.CharField(max_length=20, db_comment="S1 how the person agreed, coded")
    wrong = models.SmallIntegerField(default=0, db_comment="S1 wrong tries since it was last opened")
    visit_hash = models.CharField(
        max_length=64, null=True, unique=True, db_comment="S1 keyed hash of what the browser holds that opened it last"
    )
    visit_until_at = models.DateTimeField(null=True, db_comment="S1 when that visit is over in any case")
    offered_at = models.DateTimeField(db_comment="S1 when")
    offered_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    ended_at = models.DateTimeField(null=True, db_comment="S1 when it was closed")
    ended_by = models.ForeignKey(
        "partners.Account",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 by whom; empty: by itself",
    )
    ended_because = models.CharField(max_length=20, blank=True, default="", db_comment="S1 why, coded")

    class Meta:
        db_table = "cases_own_page"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at__isnull=True), name="one_open_own_page"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
