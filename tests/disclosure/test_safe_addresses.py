"""What of an address tells of it alone, so that it is taken out wherever it stands; a town alone is not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from opennrm.disclosure.safe_addresses import is_safe_address, of_answers, of_letters, of_lines, of_ways
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.frozen import catalogue_as_data
from opennrm.questions.question import Kind
from opennrm.questions.whereabouts import STAFF_ANSWERS
from opennrm.referrals.queries import SafeWay


@pytest.mark.proves("PRIV-08")
@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["4 Mill Lane", "Leeds", "ZZ99 9ZZ"], {"4 Mill Lane", "Mill Lane", "ZZ99 9ZZ"}),
        (["Office 4, Lantern House", "Marshland", "ZZ99 9ZZ"], {"Office 4", "Lantern House", "ZZ99 9ZZ"}),
        (["Bluebell", "Rose Row", "Milton Keynes"], {"Bluebell", "Rose Row"}),
        (["Handed over by Marshland Police"], set()),
        ([], set()),
    ],
)
def test_the_parts_that_tell_of_an_address_are_taken_and_its_town_is_not(lines: list[str], told: set[str]) -> None:
    assert set(of_lines(lines)) == told


def test_who_receives_it_there_is_part_of_a_way_but_no_council() -> None:
    refuge = SafeWay("somebody_else", "post", "Rose House Refuge", ("4 Mill Lane",), True)
    council = SafeWay("council", "post", "Leeds City Council", ("1 Civic Square",), True)
    told = of_ways([refuge, council])
    assert {"Rose House Refuge", "Mill Lane", "Civic Square"} <= told
    assert "Leeds City Council" not in told


def test_answers_are_taken_by_how_they_are_asked_and_not_those_about_people_at_work() -> None:
    answers = {
        "support_phone": "07700 900123", "decision_email": "linh@mail.example", "referrer_phone": "020 7946 0321",
        "decision_address": {"line_1": "4 Mill Lane", "town": "Leeds", "postcode": "ZZ99 9ZZ"}, "first_name": "Linh",
    }  # fmt: skip
    told = of_answers(catalogue_as_data(CATALOGUE), answers, STAFF_ANSWERS)
    assert told == {"07700 900123", "linh@mail.example", "4 Mill Lane", "Mill Lane", "ZZ99 9ZZ"}


@pytest.mark.proves("PRIV-08")
def test_every_question_that_asks_how_somebody_is_reached_is_held_back_by_rule() -> None:
    asked = {placed.question.key: placed.question.kind for placed in CATALOGUE.placed}
    reaches = {key for key, kind in asked.items() if kind in (Kind.PHONE, Kind.EMAIL, Kind.ADDRESS)}
    assert all(is_safe_address(asked[key], key) for key in reaches)
    assert {"decision_address", "decision_email", "support_phone", "staying_town"} <= {
        key for key, kind in asked.items() if is_safe_address(kind, key)
    }


def test_the_first_line_of_a_letter_is_a_name() -> None:
    to = ["Linh Exemple", "4 Mill Lane"]
    letters: dict[UUID, dict[str, Any]] = {UUID(int=1): {"addressee_lines": to}, UUID(int=2): {"contact": "Ring."}}
    assert of_letters(letters) == {"4 Mill Lane", "Mill Lane"}
