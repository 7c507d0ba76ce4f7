"""Every table with personal columns says under whose key they are, and what names its rows to the seal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.test.utils import isolate_apps

from opennrm.vault.fields import PersonalField


def faults(tables: Iterable[type[models.Model]]) -> Iterator[str]:
    """What is wrong with how these tables are sealed, one line each."""
    for table in tables:
        if not any(isinstance(field, PersonalField) for field in table._meta.local_fields):
            continue
        under = getattr(table, "SEALED_UNDER", None)
        if under is None or not _leads_somewhere(table, under):
            yield f"{table._meta.label} does not say under whose key its personal columns are"
        named_by = table._meta.get_field(getattr(table, "SEALED_AS", "id"))
        if not isinstance(named_by, models.UUIDField) or not named_by.has_default():
            yield f"{table._meta.label} has no id that is known before a row is written"


def _leads_somewhere(table: type[models.Model], path: str) -> bool:
    try:
        for step in path.split("__"):
            field = table._meta.get_field(step.removesuffix("_id") if _has(table, step.removesuffix("_id")) else step)
            table = field.related_model or table
    except FieldDoesNotExist:
        return False
    return True


def _has(table: type[models.Model], name: str) -> bool:
    return name in {field.name for field in table._meta.get_fields()}


@pytest.mark.proves("PRIV-05")
def test_every_table_says_under_whose_key_it_is() -> None:
    assert list(faults(apps.get_models())) == []


@pytest.mark.proves("PRIV-05")
@isolate_apps("opennrm.partners")
def test_a_planted_table_without_a_key_is_found() -> None:
    class Bare(models.Model):
        id = models.BigAutoField(primary_key=True)
        name = PersonalField(db_comment="S2 a name")

        class Meta:
            app_label = "partners"

    class Astray(models.Model):
        SEALED_UNDER = "nobody_id"

        id = models.UUIDField(primary_key=True, default=lambda: None)
        name = PersonalField(db_comment="S2 a name")

        class Meta:
            app_label = "partners"

    assert [fault.split()[0] for fault in faults([Bare, Astray])] == [
        "partners.Bare",
        "partners.Bare",
        "partners.Astray",
    ]
