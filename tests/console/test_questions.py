"""The verb `questions`: schema, list, and accepting a change."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from opennrm.console import questions as verb
from opennrm.questions import published
from opennrm.questions.catalogue import CATALOGUE
from tests.console.conftest import Run
from tests.factories.cases import answers


def test_the_schema_takes_a_referral_and_not_an_empty_one(opennrm: Run) -> None:
    code, schema = opennrm("questions", "schema", "--json")
    assert code == 0
    jsonschema.validate(answers(), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({}, schema)
    assert json.loads(opennrm("questions", "schema")[1]) == schema


def test_every_question_is_listed(opennrm: Run) -> None:
    told = opennrm("questions", "list", "--json")[1]
    assert [row["key"] for row in told["questions"]] == list(CATALOGUE.questions)
    assert "Is the person under 18 today?" in opennrm("questions", "list")[1]


def test_what_was_changed_is_accepted_once_and_named(
    opennrm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = published.published()
    del known["first_name"]
    monkeypatch.setattr(verb, "LIST", tmp_path / "published.json")
    monkeypatch.setattr(published, "published", lambda: known)
    assert opennrm("questions", "accept", "--json")[1]["accepted"] == [
        "first_name is asked but not published: accept it."
    ]
    known = json.loads((tmp_path / "published.json").read_text())
    assert "Nothing was changed" in opennrm("questions", "accept")[1]


def test_the_list_that_is_written_is_the_one_that_is_read() -> None:
    assert verb.LIST.exists()
