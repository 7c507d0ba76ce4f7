"""One ordered, chained, append-only log of events; its head and anchors; and the keys by which commands happen once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class EventRow(models.Model):
    """An event as it was appended. `body` is its canonical JSON; `hash` covers the previous hash, `seq` and `body`."""

    seq = models.BigIntegerField(primary_key=True, db_comment="S0 place in the order, without gaps")
    body = models.TextField(db_comment="S1 canonical JSON of the event's facts")
    kind = models.CharField(max_length=80, db_comment="S0 name of the event")
    subject = models.CharField(max_length=64, db_comment="S0 public reference of what it happened to")
    case_reference = models.CharField(max_length=32, null=True, db_comment="S0 public reference of the case")
    actor = models.UUIDField(null=True, db_comment="S0 public id of who did it; empty: the system")
    at = models.DateTimeField(db_comment="S1 when")
    previous_hash = models.BinaryField(db_comment="S0 hash of the entry before")
    hash = models.BinaryField(db_comment="S0 hash of this entry")

    class Meta:
        db_table = "audit_event"
        indexes: ClassVar = [
            models.Index(fields=["case_reference", "seq"], name="audit_event_case"),
            models.Index(fields=["subject", "seq"], name="audit_event_subject"),
            models.Index(fields=["kind", "seq"], name="audit_event_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class Head(models.Model):
    """The one row that number and previous hash come from; read and updated under its lock."""

    id = models.SmallIntegerField(primary_key=True, db_comment="S0 always 1")
    seq = models.BigIntegerField(db_comment="S0 last number given")
    hash = models.BinaryField(db_comment="S0 hash of the last entry")

    class Meta:
        db_table = "audit_head"
        constraints: ClassVar = [models.CheckConstraint(name="audit_one_head", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.seq)


class AnchorRow(models.Model):
    """An anchor that was made. The file outside is what proves; this row says when it was, and what a mail carries."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    seq = models.BigIntegerField(db_comment="S0 number of the last entry")
    hash = models.CharField(max_length=64, db_comment="S0 hash of the last entry")
    count = models.BigIntegerField(db_comment="S0 how many entries there were")
    at = models.DateTimeField(db_comment="S0 when")
    key = models.CharField(max_length=16, db_comment="S0 short name of the public key")
    signature = models.CharField(max_length=128, db_comment="S0 Ed25519 signature")

    class Meta:
        db_table = "audit_anchor"
        indexes: ClassVar = [models.Index(fields=["-at"], name="audit_anchor_at")]

    def __str__(self) -> str:
        return f"{self.seq} {self.at}"


class LastWrite(models.Model):
    """The one row that is written to see whether the database takes a write; it says nothing else."""

    id = models.SmallIntegerField(primary_key=True, db_comment="S0 always 1")
    at = models.DateTimeField(db_comment="S0 when somebody last looked")

    class Meta:
        db_table = "audit_last_write"
        constraints: ClassVar = [models.CheckConstraint(name="audit_one_last_write", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.at)


class CommandKey(models.Model):
    """A command that was done: sent again with the same token and body it gives the same answer."""

    id = models.BigAutoField(primary_key=True, db_comment="S0 row")
    who = models.UUIDField(db_comment="S0 public id of who asked")
    token = models.CharField(max_length=64, db_comment="S0 token of the form")
    body_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of what was sent")
    result = models.CharField(max_length=120, db_comment="S0 reference of what was made")
    at = models.DateTimeField(db_comment="S0 when")

    class Meta:
        db_table = "audit_command_key"
        constraints: ClassVar = [models.UniqueConstraint(fields=["who", "token"], name="command_once")]

    def __str__(self) -> str:
        return self.result
