"""Files given with a referral: the original in sealed pieces, and the copies that are shown instead of it.

A file hangs on the draft, which the referral goes on naming when it was sent; so what it holds is sealed under the key
of the draft, which goes with a draft that is discarded and with a record that is erased. The database removes the rows
with the draft, and keeps what was sent until that key is gone (`migrations/0002`).
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from opennrm.vault.fields import PersonalBytesField, PersonalField

WAITING = ("awaited", "no_sandbox", "no_program")
"""How the copy of a file stands that is still to be made."""


class File(models.Model):
    """A file as it was sent. Its original never changes; until `finished_at` some of its pieces are still to come."""

    SEALED_UNDER = "draft_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    draft = models.ForeignKey(
        "referrals.Draft",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        db_comment="S0 with which referral, or draft",
    )
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, db_comment="S0 who sent it")
    name = PersonalField(db_comment="S3 its name as it was sent")
    kind = models.CharField(max_length=10, db_comment="S1 what it is by its content, coded; by its name until then")
    size = models.BigIntegerField(db_comment="S1 bytes of the original")
    sha256 = PersonalField(db_comment="S2 SHA-256 of the original, as whoever sent it told")
    content_hash = models.CharField(max_length=64, db_comment="S0 keyed hash of that, which the history has too")
    begun_at = models.DateTimeField(db_comment="S0 when its first piece was announced")
    begun_by = models.ForeignKey(
        "partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who sends it"
    )
    finished_at = models.DateTimeField(null=True, db_comment="S0 when it was whole and taken")
    finished_by = models.ForeignKey(
        "partners.Account", null=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 by whom"
    )
    scan = models.CharField(max_length=12, default="not_scanned", db_comment="S0 not_scanned, clean or found")
    scanned_at = models.DateTimeField(null=True, db_comment="S0 when the scanner answered")
    copy = models.CharField(max_length=12, default="awaited", db_comment="S0 how the copy to look at stands, coded")
    tries = models.IntegerField(default=0, db_comment="S0 how often a copy was tried to be made")

    class Meta:
        db_table = "evidence_file"
        indexes: ClassVar = [
            models.Index(fields=["organisation", "begun_at"], name="file_by_organisation"),
            models.Index(fields=["finished_at"], condition=models.Q(copy__in=WAITING), name="to_see"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Piece(models.Model):
    """A piece of an original, sealed. Added in order, never changed."""

    SEALED_UNDER = "file__draft_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 what names the row to the seal")
    file = models.ForeignKey(
        File, on_delete=models.DO_NOTHING, db_constraint=False, related_name="pieces", db_comment="S0 of which file"
    )
    first_byte = models.BigIntegerField(db_comment="S0 where in the file it begins")
    length = models.IntegerField(db_comment="S0 how many bytes it has")
    content = PersonalBytesField(db_comment="S3 its bytes")

    class Meta:
        db_table = "evidence_piece"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "first_byte"], name="piece_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Copy(models.Model):
    """What is shown instead of an original: a page drawn in the sandbox, a document without what tells of others, its
    words alone, or a sound recorded anew."""

    SEALED_UNDER = "file__draft_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 what names the row to the seal")
    file = models.ForeignKey(
        File, on_delete=models.DO_NOTHING, db_constraint=False, related_name="copies", db_comment="S0 of which file"
    )
    number = models.IntegerField(db_comment="S0 which page, from 1")
    kind = models.CharField(max_length=10, db_comment="S0 png, docx, txt or mp3")
    content = PersonalBytesField(db_comment="S3 its bytes")

    class Meta:
        db_table = "evidence_copy"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="copy_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)
