"""Personal data is sealed for its table, column and row; what was moved, changed or cut is refused."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from opennrm.referrals.models import Person, SafeContact
from opennrm.vault.fields import PersonalField
from opennrm.vault.refusing import CannotOpen, Erased, NotSealed, Tampered
from opennrm.vault.unreadable import DAMAGED, ERASED, reading_past_unreadable
from tests.vault.erased import erase


def raw(person: Person, column: str = "first_name") -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM referrals_person WHERE id = %s", [person.id])  # noqa: S608
        return bytes(cursor.fetchone()[0])


def plant(person: Person, kept: bytes, column: str = "first_name") -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE referrals_person SET {column} = %s WHERE id = %s", [kept, person.id])  # noqa: S608


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["Zoë\r\n", ["a", None], {"not_known": "why"}, "", "\u200f“six”", "Zubrowka" * 9999])
def test_what_is_sealed_opens_unchanged_on_every_way_of_reading(value: Any) -> None:
    person = Person.objects.create(first_name=value)
    assert Person.objects.get(id=person.id).first_name == value
    assert list(Person.objects.values_list("first_name", "last_name")) == [(value, None)]
    assert Person.objects.only("first_name").get().first_name == value
    text = json.dumps(value, ensure_ascii=False).encode()
    assert value == "" or text not in raw(person)


@pytest.mark.django_db
def test_what_is_joined_opens_too_and_nothing_takes_a_statement_more() -> None:
    person = Person.objects.create(first_name="Linh")
    Person.objects.create(first_name="Arben")
    with CaptureQueriesContext(connection) as asked:
        assert sorted(each.first_name for each in Person.objects.all()) == ["Arben", "Linh"]
    assert len(asked) == 1
    assert person.id


@pytest.mark.django_db
def test_the_same_words_are_sealed_otherwise_each_time() -> None:
    one, other = Person.objects.create(first_name="Linh"), Person.objects.create(first_name="Linh")
    assert raw(one)[18:] != raw(other)[18:]
    before = raw(one)
    one.save()
    assert raw(one) != before


@pytest.mark.django_db
@pytest.mark.proves("CR-03")
def test_what_was_moved_changed_or_cut_is_refused() -> None:
    person = Person.objects.create(first_name="Linh", last_name="Tran")
    other = Person.objects.create(first_name="Arben")
    kept = raw(person)
    planted = {
        "another row": raw(other),
        "another column": raw(person, "last_name"),
        "another format": b"\x02" + kept[1:],
        "another generation": kept[:1] + b"\x07" + kept[2:],
        "another scope": kept[:2] + uuid4().bytes + kept[18:],
        "nothing but its head": kept[:30],
        "nothing": b"",
        "cut by a byte": kept[:-1],
        "one byte more": kept + b"\x00",
        **{f"a bit of byte {at}": kept[:at] + bytes((kept[at] ^ 1,)) + kept[at + 1 :] for at in range(len(kept))},
    }
    for how, value in planted.items():
        plant(person, value)
        with pytest.raises(CannotOpen):
            Person.objects.get(id=person.id)
        with pytest.raises(CannotOpen):
            list(Person.objects.filter(id=person.id).values_list("first_name"))
        with reading_past_unreadable():
            assert Person.objects.get(id=person.id).first_name is DAMAGED, how
    plant(person, kept)
    assert Person.objects.get(id=person.id).first_name == "Linh"


@pytest.mark.django_db
@pytest.mark.proves("CR-03")
def test_the_alert_names_the_place_and_never_what_was_kept(capsys: pytest.CaptureFixture[str]) -> None:
    person, other = Person.objects.create(first_name="Zubrowka"), Person.objects.create(first_name="Quill")
    plant(person, raw(other))
    with pytest.raises(Tampered):
        Person.objects.get(id=person.id)
    said = capsys.readouterr()
    assert "sealed_value_refused" in said.err + said.out
    assert "referrals_person.first_name" in said.err + said.out
    assert "Zubrowka" not in said.err + said.out
    assert raw(other).hex() not in said.err + said.out


@pytest.mark.django_db
@pytest.mark.proves("CR-03")
def test_with_nothing_bound_in_the_same_test_would_find_the_swap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted bug: a seal that is not bound to its place lets one person's name stand for another's."""
    monkeypatch.setattr("opennrm.vault.fields.place_of", lambda *_: b"")
    one = Person.objects.create(first_name="Linh", last_name="Tran")
    plant(one, raw(one, "last_name"))
    assert Person.objects.get(id=one.id).first_name == "Tran"


@pytest.mark.django_db
def test_what_was_never_sealed_is_refused() -> None:
    person = Person.objects.create(first_name="Linh")
    plant(person, b'\x00"Linh"')
    with pytest.raises(NotSealed, match="opennrm seal"):
        Person.objects.get(id=person.id)


@pytest.mark.django_db
def test_without_its_key_a_value_is_erased_and_nothing_new_is_written_under_it() -> None:
    person = Person.objects.create(first_name="Linh")
    assert erase([person.id]) == 1
    assert erase([person.id]) == 0
    with pytest.raises(Erased):
        Person.objects.get(id=person.id)
    with reading_past_unreadable():
        assert Person.objects.get(id=person.id).first_name is ERASED
    assert Person.objects.defer("first_name").get(id=person.id).gender == ""
    with pytest.raises(Erased, match="nothing can be written"):
        SafeContact(person_id=person.id, addressee="x", audience="person", channel="post").save()


@pytest.mark.django_db
def test_a_column_cannot_be_written_without_its_row() -> None:
    person = Person.objects.create(first_name="Linh")
    with pytest.raises(FieldError, match="save the row"), transaction.atomic():
        Person.objects.update(first_name="Arben")
    person.first_name = "Arben"
    with pytest.raises(FieldError, match="save the row"), transaction.atomic():
        Person.objects.bulk_update([person], ["first_name"])
    Person.objects.bulk_create([Person(first_name="Mai"), Person(first_name="Ngọc")])
    assert sorted(Person.objects.values_list("first_name", flat=True)) == ["Linh", "Mai", "Ngọc"]


@pytest.mark.django_db
def test_a_key_made_in_what_was_rolled_back_is_not_written_with() -> None:
    person_id = uuid4()
    with pytest.raises(RuntimeError), transaction.atomic():
        Person.objects.create(id=person_id, first_name="Linh")
        raise RuntimeError
    Person.objects.create(id=person_id, first_name="Arben")
    assert Person.objects.get(id=person_id).first_name == "Arben"


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
