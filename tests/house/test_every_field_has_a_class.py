"""Every column of every table says its data class; what is personal uses the one field type, and nothing else does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from opennrm.config.third_party_fields import FIELDS
from opennrm.vault.fields import PersonalField

SAYS = re.compile(r"(S[0-3]) \S")


def faults(tables: Iterable[type[models.Model]]) -> Iterator[str]:
    """What is wrong with the fields of these models, one line each."""
    for table in tables:
        for field in table._meta.local_fields:
            name = f"{table._meta.label}.{field.name}"
            fault = _fault_of_ours(field) if table.__module__.startswith("opennrm.") else _fault_of_theirs(field)
            if fault:
                yield f"{name} {fault}"


def _fault_of_ours(field: models.Field) -> str | None:  # type: ignore[type-arg]
    said = SAYS.match(field.db_comment or "")
    if said is None:
        return "does not say its data class"
    if (said.group(1) in ("S2", "S3")) is not isinstance(field, PersonalField):
        return "is personal without PersonalField, or the other way round"
    return None


def _fault_of_theirs(field: models.Field) -> str | None:  # type: ignore[type-arg]
    said = FIELDS.get(field.model._meta.label, {}).get(field.name)
    if said is None:
        return "is not in config/third_party_fields.py"
    return None if said in ("S0", "S1") else "is personal in a third party's table"


@pytest.mark.proves("PRIV-05", "14.1.1")
def test_every_field_has_its_class() -> None:
    assert list(faults(apps.get_models(include_auto_created=True))) == []


def test_the_table_of_third_parties_names_nothing_that_is_gone() -> None:
    there = {
        (table._meta.label, field.name)
        for table in apps.get_models(include_auto_created=True)
        for field in table._meta.local_fields
    }
    assert {(label, name) for label, fields in FIELDS.items() for name in fields} <= there


@pytest.mark.proves("PRIV-05", "OPS-08")
@isolate_apps("opennrm.partners")
def test_planted_fields_are_found() -> None:
    class Planted(models.Model):
        id = models.BigAutoField(primary_key=True, db_comment="S0 row")
        silent = models.TextField()
        bare = models.TextField(db_comment="S2 a name kept in the open")
        hidden = PersonalField(db_comment="S2 as it should be")

        class Meta:
            app_label = "partners"

    Planted.__module__ = "opennrm.partners.models"
    assert [fault.split()[0] for fault in faults([Planted])] == ["partners.Planted.silent", "partners.Planted.bare"]


@isolate_apps("opennrm.partners")
def test_a_planted_field_of_a_third_party_is_found() -> None:
    class Foreign(models.Model):
        id = models.BigAutoField(primary_key=True)

        class Meta:
            app_label = "partners"

    Foreign.__module__ = "somebody.elses.models"
    assert list(faults([Foreign])) == ["partners.Foreign.id is not in config/third_party_fields.py"]
