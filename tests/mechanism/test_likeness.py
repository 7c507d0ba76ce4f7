"""What of a name and an address is compared."""

from __future__ import annotations

import pytest

from opennrm.mechanism.likeness import address_in, surname_in


@pytest.mark.parametrize(
    ("name", "surname"),
    [("Ana Kovač", "kovac"), ("ANA KOVAC", "kovac"), ("Bo Lee-Marsh", "marsh"), ("", ""), ("  ", "")],
)
def test_a_surname_is_the_last_word_without_case_or_accents(name: str, surname: str) -> None:
    assert surname_in(name) == surname


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Flat 3\n12 Mill Lane\nLincoln\nLN1 1AA", "LN11AA 3"),
        ("12a mill lane, ln1 1aa", "LN11AA 12A"),
        ("Mill Lane, LN1 1AA", ""),
        ("12 Mill Lane", ""),
    ],
)
def test_an_address_is_a_postcode_and_a_number(text: str, address: str) -> None:
    assert address_in(text) == address
