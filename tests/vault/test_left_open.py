"""What versions before sealing left open is sealed once, for its own place, and goes on where it was cut off."""

from __future__ import annotations

import pytest
from django.db import connection

from opennrm.evidence.models import Piece
from opennrm.referrals.models import Consent, Person
from opennrm.vault import columns, left_open
from opennrm.vault.columns import change_column, personal_columns
from opennrm.vault.left_open import columns_left_open, seal_what_is_open
from opennrm.vault.refusing import NotSealed
from tests.evidence.sent import referred_with_files
from tests.factories import cases as made
from tests.factories import files

pytestmark = pytest.mark.django_db


def leave_open() -> int:
    """Leave everything as a version before sealing did; gives how many values there are."""
    count = 0
    for field in personal_columns():
        known = dict(
            field.model._default_manager.filter(**{f"{field.name}__isnull": False}).values_list("pk", field.name)
        )
        table, key = field.model._meta.db_table, field.model._meta.pk
        for pk, value in known.items():
            kept = b"\x00" + field.content_of(value)
            with connection.cursor() as cursor:
                cursor.execute(
                    f'UPDATE "{table}" SET "{field.column}" = %s WHERE "{key.column if key else "id"}" = %s',  # noqa: S608
                    [kept, pk],
                )
            count += 1
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault_key; DELETE FROM vault_sealed_column")
    return count


@pytest.mark.proves("11.2.2")
def test_everything_is_sealed_once_and_reads_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    made.referred(first_name="Zubrowka")
    made.referred()
    referred_with_files(made.referrer(), files.jpg())
    before = list(Person.objects.order_by("id").values_list("id", "first_name", "last_name"))
    pieces = list(Piece.objects.order_by("id").values_list("content", flat=True))
    who = list(Consent.objects.order_by("id").values_list("explained_by", flat=True))
    count = leave_open()
    assert count > 10
    with pytest.raises(NotSealed):
        list(Person.objects.values_list("first_name"))
    monkeypatch.setattr(columns, "AT_ONCE", 1)
    assert seal_what_is_open() == count
    assert seal_what_is_open() == 0
    assert columns_left_open() == []
    assert list(Person.objects.order_by("id").values_list("id", "first_name", "last_name")) == before
    assert list(Consent.objects.order_by("id").values_list("explained_by", flat=True)) == who
    assert list(Piece.objects.order_by("id").values_list("content", flat=True)) == pieces != []


def test_cut_off_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    made.referred(first_name="Zubrowka")
    count, left = leave_open(), [4]
    change = left_open._sealed

    def cut_off(field: object, value: object) -> bytes | None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return change(field, value)  # type: ignore[arg-type]

    monkeypatch.setattr(left_open, "_sealed", cut_off)
    with pytest.raises(KeyboardInterrupt):
        seal_what_is_open()
    assert columns_left_open() != []
    monkeypatch.setattr(left_open, "_sealed", change)
    assert 0 < seal_what_is_open() <= count
    assert Person.objects.get().first_name == "Zubrowka"


def test_what_somebody_saves_meanwhile_is_left_as_they_saved_it() -> None:
    person = Person.objects.create(first_name="Linh")

    def change(_field: object, value: columns.Value) -> bytes:
        row = Person.objects.get(id=person.id)
        row.first_name = "Arben"
        row.save()
        return b"\x01" + bytes(60)

    field = next(each for each in personal_columns() if each.model is Person and each.name == "first_name")
    assert change_column(field, change) == 0
    assert Person.objects.get(id=person.id).first_name == "Arben"
