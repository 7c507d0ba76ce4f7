"""A frozen copy reads as the catalogue it was made of."""

import json
from dataclasses import replace

import pytest

from opennrm.questions import summary
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.frozen import catalogue_as_data, catalogue_from_data, catalogue_hash
from tests.questions.edits import adult


def test_a_copy_that_went_through_json_is_the_same_catalogue() -> None:
    copy = catalogue_from_data(json.loads(json.dumps(catalogue_as_data(CATALOGUE))))
    assert copy == CATALOGUE
    assert catalogue_hash(copy) == catalogue_hash(CATALOGUE)


def test_a_sent_referral_is_read_with_its_copy() -> None:
    copy = catalogue_from_data(catalogue_as_data(CATALOGUE))
    assert summary.sections(copy, adult()) == summary.sections(CATALOGUE, adult())


def test_the_hash_changes_with_any_word() -> None:
    first, *rest = CATALOGUE.sections
    other = replace(CATALOGUE, sections=(replace(first, title="Other"), *rest))
    assert catalogue_hash(other) != catalogue_hash(CATALOGUE)


def test_a_default_that_is_not_empty_is_written_down() -> None:
    sections = catalogue_as_data(CATALOGUE)["sections"]
    name = next(each for each in sections if each["slug"] == "person")["pages"][0]["questions"][0]
    assert (name["max_length"], name["required"], name["since"]) == (250, True, 1)


@pytest.mark.parametrize("data", [{"version": 1}, {"version": 1, "sections": [{"name": "x"}]}])
def test_what_is_no_copy_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        catalogue_from_data(data)
