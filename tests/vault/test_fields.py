"""Personal data is kept as bytes of a known format, says its class, and is never looked up, sorted or unique."""

from __future__ import annotations

import pytest
from django.core.exceptions import FieldError

from opennrm.referrals.models import Person
from opennrm.vault.fields import PersonalField, close_value, open_value


@pytest.mark.parametrize("value", ["Zoë\r\n", ["a", None], {"not_known": "why"}, "", None])
def test_what_is_closed_opens_unchanged(value: object) -> None:
    assert open_value(close_value(value)) == value


def test_a_format_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="does not know"):
        open_value(b"\x09{}")


@pytest.mark.parametrize("never", ["unique", "db_index", "primary_key"])
def test_a_personal_field_is_never_made_findable(never: str) -> None:
    with pytest.raises(FieldError, match=never):
        PersonalField(db_comment="S2 a name", **{never: True})


def test_a_personal_field_says_its_class() -> None:
    with pytest.raises(FieldError, match="data class"):
        PersonalField(db_comment="S1 a name")


def test_nobody_is_found_by_name() -> None:
    with pytest.raises(FieldError, match="cannot be searched"):
        Person.objects.filter(first_name="Linh")
    assert Person.objects.filter(first_name__isnull=True).query is not None
