"""How a team shares its work: the lists that people save, and how new cases find somebody."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.vault.fields import PersonalField


class SavedList(models.Model):
    """A way to look at the work list under a name: somebody's own, or shared with their team."""

    SEALED_UNDER = "saved_by_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    name = PersonalField(db_comment="S2 what its owner called it: words that anybody could have typed")
    asked = models.CharField(max_length=400, db_comment="S1 the filters, coded as in an address")
    team = models.ForeignKey(
        "partners.Team", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 shared with; empty: own"
    )
    saved_at = models.DateTimeField(db_comment="S0 when")
    saved_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 whose it is"
    )
    removed_at = models.DateTimeField(null=True, db_comment="S0 when it was removed")
    removed_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_saved_list"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="saved_list_removed_by_someone",
                condition=models.Q(removed_at__isnull=True, removed_by__isnull=True)
                | models.Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class AllocationRule(models.Model):
    """How the new cases of a team find somebody; without a row they are allocated by hand."""

    team = models.OneToOneField(
        "partners.Team", primary_key=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 whose cases"
    )
    way = models.CharField(max_length=20, db_comment="S0 by_hand, round_robin or least_loaded")
    last_given_to = models.ForeignKey(
        "partners.Account",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="S0 whose turn was last, when they take turns",
    )
    set_at = models.DateTimeField(db_comment="S0 when")
    set_by = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom")

    class Meta:
        db_table = "cases_allocation_rule"

    def __str__(self) -> str:
        return self.way
