"""A search for a person that was not yet held against the restricted cases: it waits for the worker, sealed."""

from __future__ import annotations

import uuid

from django.db import models

from opennrm.vault.fields import PersonalField


class Search(models.Model):
    """Added with every search, whatever it found, so that nobody tells by the time which; gone once it was compared.

    Sealed under a key of its own, which goes with it.
    """

    SEALED_UNDER = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="S0 public id")
    typed = PersonalField(db_comment="S2 what was searched for; gone within seconds")
    home_id = models.UUIDField(db_comment="S0 the organisation that was searched in")
    searched_at = models.DateTimeField(db_comment="S1 when")
    searched_by = models.ForeignKey("partners.Account", on_delete=models.PROTECT, related_name="+", db_comment="S0 who")

    class Meta:
        db_table = "cases_search"

    def __str__(self) -> str:
        return str(self.id)
