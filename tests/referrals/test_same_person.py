"""Two records may be alike: by a keyed hash, whatever the spelling, and never where something is not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opennrm.audit.record import command
from opennrm.referrals.models import Person
from opennrm.referrals.same_person import hash_of_birth, referrals_like, token_of
from opennrm.referrals.staying import keep_date_of_birth
from opennrm.vault.unreadable import ERASED, reading_past_unreadable
from tests.factories import cases as made
from tests.vault.erased import erase

BORN = "1994-05-17"


@pytest.mark.parametrize(
    ("first", "last"), [("Linh", "Exemple"), ("exemple", "LINH"), ("Lính", "Exemplé"), (" linh ", "exemple")]
)
def test_spelling_and_order_make_no_difference(first: str, last: str) -> None:
    assert token_of(first, last, BORN) == token_of("Linh", "Exemple", BORN)


def test_hyphens_make_no_difference_and_another_day_does() -> None:
    assert token_of("Anne-Marie", "O'Neill", BORN) == token_of("Anne Marie", "O Neill", BORN)
    assert token_of("Linh", "Exemple", BORN) != token_of("Linh", "Exemple", "1994-05-18")


@pytest.mark.parametrize("known", [(None, "Exemple", BORN), ("Linh", None, BORN), ("Linh", "Exemple", None)])
def test_what_is_not_known_is_like_nothing(known: tuple[str | None, str | None, str | None]) -> None:
    assert token_of(*known) is None


@pytest.mark.django_db
def test_referrals_are_alike_both_ways() -> None:
    one = made.referred(date_of_birth=BORN)
    other = made.referred(date_of_birth=BORN, first_name="EXEMPLE", last_name="Linh")
    made.referred(date_of_birth="1994-05-18")
    assert referrals_like(one) == [other]
    assert referrals_like(other) == [one]


@pytest.mark.proves("PRIV-07")
@pytest.mark.django_db
def test_the_hash_of_a_birth_in_the_history_cannot_be_found_by_trying_every_day_once_it_is_erased() -> None:
    person = Person.objects.create(first_name="Linh")
    born, days = date(2009, 6, 1), [date(2000, 1, 1) + timedelta(days=day) for day in range(6_000)]
    with command():
        told = keep_date_of_birth(person.id, born)
    kept = Person.objects.get(id=person.id)
    assert told == hash_of_birth(person.id, born.isoformat(), kept.birth_salt), "`verify` makes it again"
    erase([person.id])
    with reading_past_unreadable():
        assert Person.objects.get(id=person.id).birth_salt is ERASED
    assert told not in {hash_of_birth(person.id, day.isoformat(), None) for day in days}
    planted = hash_of_birth(person.id, born.isoformat(), None)
    assert planted in {hash_of_birth(person.id, day.isoformat(), None) for day in days}, "one without is found so"
