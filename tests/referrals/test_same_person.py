"""Two records may be alike: by a keyed hash, whatever the spelling, and never where something is not known."""

from __future__ import annotations

import pytest

from opennrm.referrals.same_person import referrals_like, token_of
from tests.factories import cases as made

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
