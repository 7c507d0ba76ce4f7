"""Anybody may read which questions are asked, with the lists that their answers are chosen from."""

from __future__ import annotations

import pytest

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.frozen import catalogue_from_data
from tests.factories.programs import Program

pytestmark = pytest.mark.django_db


def test_the_questions_are_the_catalogue_and_every_list_it_looks_up_is_there() -> None:
    told = Program().get("questions").json()
    told_lists = told.pop("lists")
    assert catalogue_from_data(told) == CATALOGUE
    assert set(told_lists) == {each.list_name for each in CATALOGUE.questions.values() if each.list_name}
    assert all(entry.keys() == {"code", "label"} for entries in told_lists.values() for entry in entries)


def test_nothing_of_anybody_is_asked_for_to_read_them() -> None:
    answer = Program("nrm_not-a-token").get("questions")
    assert answer.status_code == 200
    assert not answer.cookies
