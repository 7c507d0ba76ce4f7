"""What is kept to see whether people look at records that are not their work."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from opennrm.partners.models.account import Account


class RecordsOpened(models.Model):
    """Whose records an account opened within the last hour, and when it searched for people in it.

    One row, so that the count holds across workers.
    """

    account = models.OneToOneField(
        Account, primary_key=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 who opened them"
    )
    people = ArrayField(models.UUIDField(), db_comment="S0 ids of the people")
    moments = ArrayField(models.DateTimeField(), db_comment="S1 when each was opened last")
    searches = ArrayField(models.DateTimeField(), default=list, db_comment="S1 when they searched for people")

    class Meta:
        db_table = "partners_records_opened"

    def __str__(self) -> str:
        return str(self.account_id)


class OwnAddress(models.Model):
    """Where somebody lives, as a keyed hash only, so that it is noticed when they open a record of that address."""

    account = models.OneToOneField(
        Account, primary_key=True, on_delete=models.PROTECT, related_name="+", db_comment="S0 whose"
    )
    token = models.CharField(max_length=64, db_comment="S1 keyed hash of postcode and number, never the address")

    class Meta:
        db_table = "partners_own_address"

    def __str__(self) -> str:
        return str(self.account_id)
