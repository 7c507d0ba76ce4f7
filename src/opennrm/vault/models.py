"""Which keys there are: the data keys, each wrapped by a key that is not in the database, and how far sealing has come.

No key stands here that opens anything by itself. The keys that wrap are in the keys file (`vault/keyring.py`).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now


class WrappingKey(models.Model):
    """A key that wraps data keys, known by its id and a check value. The one that is not retired wraps new ones."""

    id = models.CharField(primary_key=True, max_length=8, db_comment="S0 id of the key in the keys file")
    check_value = models.BinaryField(db_comment="S0 tells whether the key at hand is this one, and nothing of the key")
    made_at = models.DateTimeField(db_default=Now(), db_comment="S0 since when this database knows it")
    retired_at = models.DateTimeField(null=True, db_comment="S0 since when it wraps nothing new; empty: it is in use")

    class Meta:
        db_table = "vault_wrapping_key"

    def __str__(self) -> str:
        return self.id


class DataKey(models.Model):
    """The key of one scope (a person, a case, a draft), wrapped. Without content it was erased, and so was the data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 the scope: whose key it is")
    wrapped = models.BinaryField(null=True, db_comment="S0 the data key, wrapped; empty: erased")
    wrapped_by = models.ForeignKey(
        WrappingKey, null=True, on_delete=models.PROTECT, db_comment="S0 by which key it is wrapped"
    )
    made_at = models.DateTimeField(db_default=Now(), db_comment="S0 when its newest generation was made")

    class Meta:
        db_table = "vault_key"

    def __str__(self) -> str:
        return str(self.id)


class SealedColumn(models.Model):
    """A personal column in which every value is sealed; one that is not here holds values of an earlier version."""

    name = models.CharField(primary_key=True, max_length=120, db_comment="S0 table and column")
    sealed_at = models.DateTimeField(db_default=Now(), db_comment="S0 when that was found")

    class Meta:
        db_table = "vault_sealed_column"

    def __str__(self) -> str:
        return self.name


class Mark(models.Model):
    """What the vault remembers of itself: how far a change has come, and by what the key in the settings is known."""

    name = models.CharField(primary_key=True, max_length=60, db_comment="S0 what it is about")
    marked_at = models.DateTimeField(db_default=Now(), db_comment="S0 when that was")
    check_value = models.BinaryField(null=True, db_comment="S0 tells whether a key is the same, and nothing of the key")

    class Meta:
        db_table = "vault_mark"

    def __str__(self) -> str:
        return self.name
