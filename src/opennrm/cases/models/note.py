"""What colleagues write to each other about a case."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.cases.models.case import Case
from opennrm.vault.fields import PersonalField


class Note(models.Model):
    """A note, for the team, for those who decide, or for its writer alone. Added, never changed."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes", db_comment="S0 in which case")
    text = PersonalField(db_comment="S2 what it says")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the text")
    visibility = models.CharField(max_length=20, db_comment="S0 team, decision_makers or only_me")
    written_at = models.DateTimeField(db_comment="S0 when")
    written_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "cases_note"
        indexes: ClassVar = [models.Index(fields=["case", "-written_at"], name="note_newest")]

    def __str__(self) -> str:
        return str(self.id)


class Mention(models.Model):
    """A colleague whom a note names, and when they read it."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row, and the order of mentions")
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="mentions", db_comment="S0 in which note")
    account = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 whom")
    read_at = models.DateTimeField(null=True, db_comment="S0 when they said that they had read it")

    class Meta:
        db_table = "cases_mention"
        indexes: ClassVar = [models.Index(fields=["account", "-id"], name="mention_newest")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["note", "account"], name="mentioned_once")]

    def __str__(self) -> str:
        return str(self.id)
