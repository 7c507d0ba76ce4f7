"""Tokens of names are so short that several people share each, tell nothing without the key, and follow the person."""

from __future__ import annotations

import math

import pytest
from django.db import connection, models

from opennrm.console.house import settle_keys
from opennrm.referrals import searching
from opennrm.referrals.models import Person, PersonToken, Referral, SearchToken
from opennrm.referrals.searching import (
    MOST_BITS,
    bits_for,
    bits_now,
    forget_person,
    keep_missing_tokens,
    keep_search_tokens,
    lacks_tokens,
    read_typed,
    tokens_of,
    wanted,
)
from tests.factories import cases as made

ALLOWED = {searching.WORD, searching.SOUND, searching.PHONE, searching.REFERENCE}


@pytest.mark.proves("CR-05")
@pytest.mark.parametrize("people", [0, 1, 2, 3, 4, 7, 8, 200, 1000, 65_535, 65_536, 100_000, 10_000_000])
def test_a_token_never_has_more_bits_than_lets_two_people_share_it(people: int) -> None:
    assert bits_for(people) <= max(0, math.floor(math.log2(max(people, 2) / 2)))
    assert bits_for(people) <= MOST_BITS
    assert bits_for(100_000) == 15


@pytest.mark.proves("CR-05")
@pytest.mark.django_db
def test_what_is_written_keeps_to_the_people_that_there_are() -> None:
    for _ in range(40):
        Person.objects.create(first_name="Linh")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE referrals_person")
    assert bits_now() == math.floor(math.log2(40 / 2))
    made.referred()
    kept = list(SearchToken.objects.values_list("token", flat=True))
    assert kept
    assert {(token & 0xFFFFFFFF).bit_length() - 1 for token in kept} == {bits_now()}


@pytest.mark.proves("CR-05")
def test_without_the_key_a_token_is_another(settings: object) -> None:
    told = {searching.WORD: {"linh"}}
    mine = tokens_of(told, 15)
    settings.VAULT_KEY = "another-key-" + "x" * 60  # type: ignore[attr-defined]
    assert tokens_of(told, 15) != mine


@pytest.mark.proves("CR-05")
@pytest.mark.django_db
def test_there_are_tokens_of_names_numbers_and_references_and_of_nothing_else() -> None:
    made.referred()
    assert {token >> 32 for token in SearchToken.objects.values_list("token", flat=True)} <= ALLOWED
    referral = Referral.objects.get()
    before = set(SearchToken.objects.values_list("token", flat=True))
    for name, value in (("gender", "man"), ("nationality", "other"), ("date_of_birth", "1901-01-01")):
        setattr(referral.person, name, value)
    keep_search_tokens(referral.person, referral)
    assert set(SearchToken.objects.values_list("token", flat=True)) == before
    columns = {field.name for field in SearchToken._meta.local_fields if not isinstance(field, models.BigAutoField)}
    assert columns == {"person", "token"}


@pytest.mark.django_db
def test_they_are_written_with_the_referral_and_follow_a_corrected_name() -> None:
    made.referred(first_name="Zubrowka", last_name="Quill")
    person = Person.objects.get()
    looked_for = wanted(read_typed("Zubrowka"))
    assert SearchToken.objects.filter(person=person, token__in=looked_for).exists()
    person.first_name = "Arben"
    person.save()
    keep_search_tokens(person, Referral.objects.get())
    other = wanted(read_typed("Arben"))
    assert SearchToken.objects.filter(person=person, token__in=other).exists()


@pytest.mark.django_db
def test_who_was_kept_without_tokens_gets_them_and_who_is_forgotten_has_none() -> None:
    made.referred()
    person = Person.objects.get()
    before = set(SearchToken.objects.values_list("token", flat=True))
    forget_person(person.id)
    assert not SearchToken.objects.exists()
    assert not PersonToken.objects.exists()
    assert keep_missing_tokens() == 1
    assert keep_missing_tokens() == 0
    assert set(SearchToken.objects.values_list("token", flat=True)) == before


def test_what_is_typed_is_read_as_what_it_can_be() -> None:
    assert read_typed("Lê Thị Linh").words == ("le", "linh")
    assert read_typed("07700 900123").phone == "+447700900123"
    assert read_typed("Linh").phone is None
    assert read_typed("A 123-4567").reference == "a1234567"
    assert read_typed("O'Brien").reference is None


@pytest.mark.django_db
def test_tokens_that_a_cut_off_upgrade_did_not_come_to_are_made_at_the_next_start() -> None:
    made.referred(first_name="Zubrowka")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM referrals_search_token; DELETE FROM vault_mark WHERE name = 'people findable'")
    assert lacks_tokens(), "though everything is sealed"
    settle_keys()
    assert SearchToken.objects.exists()
    assert not lacks_tokens()
