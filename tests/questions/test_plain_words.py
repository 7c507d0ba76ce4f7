"""A word is told from a name by lists: of English without names, of the field, of countries and of towns."""

from __future__ import annotations

import pytest

from opennrm.questions.plain_words import is_a_place, is_english, is_harmless


@pytest.mark.parametrize("word", ["they", "employers", "carried", "stopped", "making", "exploiters", "slowly"])
def test_words_of_english_are_known_with_their_endings(word: str) -> None:
    assert is_english(word)


@pytest.mark.parametrize("word", ["marek", "nguyen", "kowalska", "maria", "hassan", "thuy", "ana", "oneill"])
def test_names_are_no_words_of_english(word: str) -> None:
    assert not is_english(word)
    assert not is_harmless(word)


@pytest.mark.parametrize("word", ["police", "vietnamese", "albanians", "march", "sundays", "england", "gp"])
def test_words_of_the_field_the_calendar_and_countries_name_nobody(word: str) -> None:
    assert is_harmless(word)


def test_a_town_is_a_place_and_a_country_is_none() -> None:
    assert is_a_place("boston")
    assert not is_a_place("vietnam")
