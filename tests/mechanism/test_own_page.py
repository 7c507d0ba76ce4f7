"""A woman in a shelter is given a code and chooses a word: both open her page however she writes them."""

from __future__ import annotations

import random

import pytest

from opennrm.mechanism.own_page import LETTERS, code_in, new_code, refusal_to_end, refusal_to_offer, spelled


def refused(kind: str, chosen: str, **changed: object) -> str | None:
    said: dict[str, object] = {"agreed": True, "how": "spoken", "kind": kind, "chosen": chosen, "known": {"Linh"}}
    found = refusal_to_offer(**(said | changed))  # type: ignore[arg-type]
    return found.code if found else None


def test_a_code_is_read_however_it_is_written() -> None:
    code = new_code()
    plain = code.replace("-", "")
    assert len(plain) == 20
    for typed in (code, code.lower(), plain, code.replace("-", " "), f"  {code}  ", plain.replace("0", "o")):
        assert code_in(typed) == plain
    assert code_in(code.replace("1", "l")) == plain


def test_a_slip_is_seen_before_anything_is_asked() -> None:
    """Each wrong letter, and each two that changed places."""
    plain = new_code().replace("-", "")
    chance = random.Random(5)  # noqa: S311 - not a secret
    for place in range(len(plain)):
        other = chance.choice([each for each in LETTERS if each != plain[place]])
        assert code_in(plain[:place] + other + plain[place + 1 :]) is None
        swapped = plain[:place] + plain[place : place + 2][::-1] + plain[place + 2 :]
        assert swapped == plain or code_in(swapped) is None


@pytest.mark.parametrize("typed", ["", "ABCD", "U" * 20, "x" * 500, "\N{SNOWMAN}" * 20])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert code_in(typed) is None


def test_no_two_codes_are_alike() -> None:
    assert len({new_code() for _ in range(500)}) == 500


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("word", "Blue Door", "blue door"),
        ("word", "بيت أزرق", "بيت  أزرق"),
        ("date", "3/9/2011", "03 09 2011"),
        ("date", "3.9.2011", "٣ ٩ ٢٠١١"),
        ("number", "44 871", "44871"),
    ],
)
def test_what_was_chosen_is_the_same_however_it_is_written(kind: str, one: str, other: str) -> None:
    assert spelled(kind, one) == spelled(kind, other) != ""


def test_other_things_stay_other_things() -> None:
    assert spelled("date", "1 11 2001") != spelled("date", "11 1 2001")
    assert spelled("word", "bluedoor") != spelled("word", "bluedoors")


@pytest.mark.parametrize(
    ("kind", "chosen", "code"),
    [
        ("word", "window seat", None),
        ("word", "abc", "fact_too_short"),
        ("word", "aaaaaa", "fact_too_plain"),
        ("word", "LINH", "fact_is_known"),
        ("word", "x" * 101, "fact_too_long"),
        ("date", "30 2 2011", "no_such_date"),
        ("date", "the third of May", "no_such_date"),
        ("date", "1 1 99999999999", "no_such_date"),
        ("date", "29 2 2012", None),
        ("number", "1234", "fact_too_plain"),
        ("number", "44871", None),
        ("colour", "indigo", "no_kind"),
    ],
)
def test_what_can_be_chosen(kind: str, chosen: str, code: str | None) -> None:
    assert refused(kind, chosen) == code


def test_without_the_persons_word_there_is_no_page() -> None:
    assert refused("word", "window seat", agreed=False) == "no_consent"
    assert refused("word", "window seat", how="") == "no_way_of_agreeing"


def test_a_page_is_closed_for_a_reason_that_somebody_may_give() -> None:
    assert refusal_to_end("not_safe") is None
    assert refusal_to_end("too_many_tries") is not None
