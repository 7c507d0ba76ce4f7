"""A name, an address or a number is found however it is spelt, at its own place, and not in what only looks like it."""

from __future__ import annotations

import pytest

from opennrm.mechanism.names_in_texts import folded, places_of


def found(name: str, text: str) -> list[str]:
    """What of a text is taken for a name."""
    return [text[start:end] for start, end in places_of(name, folded(text))]


@pytest.mark.proves("PRIV-08")
@pytest.mark.parametrize(
    "text",
    [
        "Ana Vale", "VALE, Ana", "\u00c1na  V\u00e1l\u00e9", "Ana\nVale", "ana-vale",
        "Ana\u200cVale", "Ana\u2069\u2066Vale",
        "An\u200ca Vale",  # a sign that keeps letters apart, and that nobody sees
        "Ana\u200d Vale", "A\u2066na\u2069 Vale", "Ana \u202eVale\u202c", "Ana\u200eVale", "A\u0301na Vale",
    ],
)  # fmt: skip
def test_a_name_is_found_whatever_is_between_its_letters(text: str) -> None:
    assert found("Ana Vale", f"Then {text}, he said.") == [text.rstrip("\u202c")]


def test_a_name_is_not_found_in_other_words() -> None:
    assert found("Ana Vale", "Banana Valentine, Havana Vales and Anavale") == []
    assert found("O\u2019Brien", "Mr O'Brien") == ["O'Brien"]


@pytest.mark.parametrize(
    "text",
    ["07700 900123", "07700900123", "+44 7700 900123", "0044 7700 900 123", "(07700) 900-123", "+44 (0)7700900123"],
)
def test_a_telephone_number_is_found_however_it_is_written(text: str) -> None:
    for name in ("07700 900123", "+447700900123"):
        assert found(name, f"on {text}.") == [text]
    assert found("07700 900123", "on 07700 9001234 or 907700 900123") == []


@pytest.mark.proves("PRIV-08")
@pytest.mark.parametrize(
    "text",
    [
        "+355 69 123 4567",
        "00355 69 123 4567",
        "00 355 (69) 123-4567",
        "355 69 123 4567",
        "+355691234567",
        "069 123 4567",
    ],
)
def test_a_number_of_another_country_is_found_however_the_way_out_of_the_country_is_dialled(text: str) -> None:
    for name in ("+355 69 123 4567", "00355691234567", "00 355 69 1234567"):
        assert found(name, f"on {text}.") == [text]
        assert found(name, "on +355 69 123 45678 and on 1691234567") == []


def test_a_number_that_was_kept_without_its_country_is_found_with_any() -> None:
    assert found("069 123 4567", "on +44 69 123 4567") == ["+44 69 123 4567"]
    assert found("069 123 4567", "on +355 69 123 4567") == ["+355 69 123 4567"]
    assert found("(+44) (0)7700 900123", "on 07700 900123") == ["07700 900123"]
    assert found("07700 900123", "on 447700900123") == ["447700900123"]
    for name in ("+290 51234", "0029051234"):  # of Saint Helena: too short to be looked for without its country
        for text in ("+290 51234", "00290 51234", "29051234"):
            assert found(name, f"on {text}")[0].endswith(text.lstrip("+"))
        assert found(name, "on 51234") == []


def test_a_letter_that_is_written_as_two_is_found_as_two_and_as_one() -> None:
    for name in ("Stra\u00dfe 4", "STRASSE 4", "stra\u1e9ee 4"):
        for text in ("Stra\u00dfe 4", "Strasse 4", "STRASSE 4", "STRA\u1e9eE 4"):
            assert found(name, f"In {text}.") == [text]
    assert found("\ufb01na", "FINA") == ["FINA"]


def test_a_postcode_and_an_address_are_found_with_and_without_their_spaces() -> None:
    for name in ("ZZ99 9ZZ", "zz999zz"):
        assert found(name, "at zz99 9zz and ZZ999ZZ") == ["zz99 9zz", "ZZ999ZZ"]
    assert found("4 Mill Lane", "She sleeps at 4, mill lane now, not 14 Mill Lane.") == ["4, mill lane"]
    assert found("one@refuge.example", "Write to ONE@refuge.example.") == ["ONE@refuge.example"]


def test_places_are_those_of_the_text_as_it_was() -> None:
    text = "\u200d\u200d\u00c9 Ana\u200d Vale"
    ((start, end),) = places_of("Ana Vale", folded(text))
    assert text[start:end] == "Ana\u200d Vale"
    assert list(places_of("...", folded("..."))) == []
