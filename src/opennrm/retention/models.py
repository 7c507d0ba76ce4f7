"""Holds on records, proposals on what becomes of them, and what stands where one was."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.vault.fields import PersonalField


class Hold(models.Model):
    """A record stays, whatever its day: why, since when by whom, and when that is looked at again."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_comment="S0 which record")
    because = PersonalField(db_comment="S2 why, in words")
    review_on = models.DateField(db_comment="S0 day on which it is looked at again")
    told_at = models.DateTimeField(null=True, db_comment="S0 when it was told that its day had come")
    placed_at = models.DateTimeField(db_comment="S0 when")
    placed_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    ended_at = models.DateTimeField(null=True, db_comment="S0 when it was ended; empty: it holds")
    ended_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    ended_because = PersonalField(null=True, db_comment="S2 why it was ended, in words")

    class Meta:
        db_table = "retention_hold"

    def __str__(self) -> str:
        return str(self.id)


class Proposal(models.Model):
    """A record that came up, what was proposed, and what people decided."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_comment="S0 which record")
    record_class = models.CharField(max_length=40, db_comment="S0 class of record, coded")
    schedule = models.CharField(max_length=60, db_comment="S0 version of the schedule")
    action = models.CharField(max_length=20, db_comment="S0 review or erase")
    due_on = models.DateField(db_comment="S0 day on which it came up")
    proposed_at = models.DateTimeField(db_comment="S0 when it was proposed")
    state = models.CharField(max_length=20, db_comment="S0 proposed, kept, to_erase, erased or void")
    keep_until = models.DateField(null=True, db_comment="S0 until which day it is kept")
    because = PersonalField(null=True, db_comment="S2 why it was decided so, in words")
    decided_at = models.DateTimeField(null=True, db_comment="S0 when it was decided")
    decided_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    confirmed_at = models.DateTimeField(null=True, db_comment="S0 when a second person confirmed or returned it")
    confirmed_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "retention_proposal"
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="proposal_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state__in=["proposed", "to_erase"]), name="proposal_open_once"
            ),
            models.CheckConstraint(
                name="erased_by_two_people",
                condition=~models.Q(state="erased")
                | models.Q(decided_by__isnull=False, confirmed_by__isnull=False)
                & ~models.Q(confirmed_by=models.F("decided_by")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Tombstone(models.Model):
    """What stands where a record was, for ever: its reference, when it went, who decided it, under which schedule."""

    reference = models.CharField(primary_key=True, max_length=32, db_comment="S0 public reference")
    record_class = models.CharField(max_length=40, db_comment="S0 class of record, coded")
    schedule = models.CharField(max_length=60, db_comment="S0 version of the schedule")
    action = models.CharField(max_length=20, db_comment="S0 what was proposed")
    decided_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who decided it"
    )
    erased_at = models.DateTimeField(db_comment="S0 when it went")
    erased_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who confirmed it"
    )

    class Meta:
        db_table = "retention_tombstone"

    def __str__(self) -> str:
        return self.reference
