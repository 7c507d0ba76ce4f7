"""Marks on parts of a record, and what was put together of it to leave."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Cast

from opennrm.vault.fields import PersonalField

CHECKED_BY_WHO_WORKED = models.Func(
    models.F("worked_on"),
    Cast("checked_by", models.TextField()),
    function="jsonb_exists",
    output_field=models.BooleanField(),
)
"""Whether the second person is one of those who worked on it, which the database too asks."""


class PieceMark(models.Model):
    """A mark on a piece of a record, the whole or a span of its text. Added and lifted, never changed."""

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_comment="S0 of which case")
    piece = models.CharField(max_length=120, db_comment="S0 key of the piece: its kind and id")
    mark = models.CharField(max_length=20, db_comment="S1 third_party, source, medical, legal_privilege, safe_address")
    start = models.IntegerField(null=True, db_comment="S0 where the span begins in the text; empty: the whole piece")
    end = models.IntegerField(null=True, db_comment="S0 where it ends")
    text_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of the text it was made on")
    about = PersonalField(null=True, db_comment="S2 names that it is about, taken out wherever they stand")
    marked_at = models.DateTimeField(db_comment="S0 when")
    marked_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    lifted_at = models.DateTimeField(null=True, db_comment="S0 when it was taken away; empty: it stands")
    lifted_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "disclosure_mark"
        indexes: ClassVar = [models.Index(fields=["case", "piece"], name="mark_by_piece")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="mark_span_whole_or_both",
                condition=models.Q(start__isnull=True, end__isnull=True)
                | models.Q(start__gte=0, end__gt=models.F("start")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Disclosure(models.Model):
    """What was put together of a record, for whom and by which law, and how far it came.

    `content` is frozen when it is decided what is held back: the file is made from it and nothing else, so that it
    can be made again, to the letter.
    """

    SEALED_UNDER = "case_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_comment="S0 of which case")
    number = models.IntegerField(db_comment="S0 the how manieth of its case")
    purpose = models.CharField(max_length=20, db_comment="S1 subject_access, court or police")
    basis = models.CharField(max_length=40, db_comment="S1 by which law, coded")
    basis_words = PersonalField(null=True, db_comment="S2 the basis written out, or what the request says")
    recipient = PersonalField(db_comment="S2 who receives it")
    recipient_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of who receives it")
    sections = models.JSONField(default=list, db_comment="S0 which parts, coded")
    from_on = models.DateField(null=True, db_comment="S0 from which day; empty: from the beginning")
    until_on = models.DateField(null=True, db_comment="S0 until which day; empty: until now")
    state = models.CharField(max_length=20, db_comment="S0 prepared, decided, returned, released or dropped")
    held_back = models.JSONField(default=list, db_comment="S0 which marks are held back, coded")
    lifted = models.JSONField(default=list, db_comment="S0 which marks that stand by rule do not count, coded")
    lifted_because = PersonalField(null=True, db_comment="S2 why they do not count, in words")
    let_in = models.BooleanField(default=False, db_comment="S0 does a notification stand in the record through it")
    let_in_at = models.DateTimeField(null=True, db_comment="S0 when the notification that it holds was let in")
    let_in_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    let_in_because = PersonalField(null=True, db_comment="S2 by what it is known that it is about the person, in words")
    files = models.JSONField(default=dict, db_comment="S1 what becomes of each file, by its id, coded")
    originals_because = PersonalField(null=True, db_comment="S2 why originals of files are given, in words")
    content = PersonalField(null=True, db_comment="S3 what is given, frozen")
    withheld = PersonalField(null=True, db_comment="S2 what is held back and why, for the file")
    content_hash = models.CharField(max_length=64, blank=True, db_comment="S0 keyed hash of what is given")
    file_hash = models.CharField(max_length=64, blank=True, db_comment="S0 SHA-256 of the file that leaves")
    remark = PersonalField(null=True, db_comment="S2 what the second person wrote")
    marks_counted = models.IntegerField(null=True, db_comment="S0 how often its case was marked until it was decided")
    worked_on = models.JSONField(default=list, db_comment="S0 ids of those who prepared, decided, marked or lifted")
    prepared_at = models.DateTimeField(db_comment="S0 when it was begun")
    prepared_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    decided_at = models.DateTimeField(null=True, db_comment="S0 when it was decided what is held back")
    decided_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    checked_at = models.DateTimeField(null=True, db_comment="S0 when a second person released or returned it")
    checked_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    taken_at = models.DateTimeField(null=True, db_comment="S0 when its file was first taken out")
    taken_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )

    class Meta:
        db_table = "disclosure_disclosure"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="disclosure_numbered_once"),
            models.CheckConstraint(
                name="disclosure_released_by_a_second",
                condition=~models.Q(state="released")
                | models.Q(
                    decided_at__isnull=False,
                    checked_by__isnull=False,
                    content__isnull=False,
                    file_hash__regex="^[0-9a-f]{64}$",
                )
                & ~models.Q(checked_by=models.F("decided_by"))
                & ~models.Q(checked_by=models.F("prepared_by"))
                & ~models.Q(CHECKED_BY_WHO_WORKED),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
