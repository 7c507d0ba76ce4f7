"""The verb `simulate`: an administrator sees what another profile would have meant for past cases, and for whom not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.console.conftest import Run
from tests.factories import referrals
from tests.factories.moments import days_before

CASE = {"kind": "adult", "nation": "england", "received_on": "2026-03-02", "reference": "MADE-UP-1"}
DECIDED = {"first": "positive", "second": "negative", "first_on": "2026-03-04", "second_on": "2026-06-01"}


@pytest.mark.django_db
def test_past_cases_are_laid_beside_themselves_and_only_references_are_told(opennrm: Run) -> None:
    house = referrals.house()
    house = house.on(days_before(house.at, 60))
    refused = house.adult(last_name="Quillfeather")
    then = house.recovered(refused)
    then.consult(refused)
    then.conclude(refused, "negative")
    then.check(refused)
    then.serve(refused)
    then.adult()
    code, told = opennrm("simulate", "single_authority_2019", "--on", "all", "--json")
    assert code == 0
    assert (told["cases"], told["changed"], told["decisions"]) == (2, 1, 2)
    assert told["decided_another_way"] == 1, "the negative would have been reviewed"
    assert told["cases_by_part"]["review"] == 1
    assert told["references"] == [refused], "the other waits for its first decision, as it would there"
    assert "Quillfeather" not in json.dumps(told)
    latest = opennrm("simulate", "single_authority_2019", "--on", "1", "--json")[1]
    assert (latest["cases"], latest["decisions"]) == (1, 0)
    again = opennrm("simulate", "borders_act_2023", "--on", "all", "--json")[1]
    assert (again["cases"], again["changed"], again["letters"], again["clocks"]) == (2, 0, 0, 0)


def file_of(folder: Path, *cases: Any) -> str:
    path = folder / "cases.json"
    path.write_text(json.dumps(list(cases)))
    return str(path)


def test_made_up_cases_of_a_file_are_told_as_a_table(opennrm: Run, tmp_path: Path) -> None:
    path = file_of(tmp_path, CASE | DECIDED, {**CASE, "reference": "MADE-UP-2", "profile": "central_2009"})
    code, told = opennrm("simulate", "central_2009", "--on", path)
    assert code == 0, told
    assert "Had 2 cases come under central_2009, 1 would have gone otherwise." in told
    assert "1 of 2 decisions would have gone another way, with the same outcome" in told
    assert "Otherwise: MADE-UP-1." in told


def test_cases_from_before_the_day_are_left_out(opennrm: Run, tmp_path: Path) -> None:
    path = file_of(tmp_path, CASE, {**CASE, "received_on": "2026-03-01", "reference": "MADE-UP-2"})
    told = opennrm("simulate", "central_2009", "--on", path, "--from", "2026-03-02", "--json")[1]
    assert (told["cases"], told["left_out"], told["references"]) == (1, 1, ["MADE-UP-1"])


def test_the_pilot_is_worked_by_in_its_areas_and_its_fallback_elsewhere(opennrm: Run, tmp_path: Path) -> None:
    path = file_of(tmp_path, {**CASE, "area": "dorset_police"}, {**CASE, "area": "kent_police", "reference": "K"})
    told = opennrm("simulate", "pilot_2015", "--on", path, "--json")[1]
    assert told["cases_by_row"]["reasonable_grounds.decider"] == 1


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("nothing", "--on", "all"), "There is no profile 'nothing'"),
        (("central_2009",), "--on"),
        (("central_2009", "--on", "nowhere.json"), "There is no file 'nowhere.json'"),
        (("central_2009", "--on", "0"), "over 0"),
        (("central_2009", "--on", "all", "--from", "soon"), "--from needs a day"),
    ],
)
def test_what_is_wrong_is_named(opennrm: Run, words: tuple[str, ...], named: str) -> None:
    code, told = opennrm("simulate", *words)
    assert code == 2
    assert named in told


@pytest.mark.parametrize(
    ("cases", "named"),
    [
        ([{**CASE, "kind": "dog"}], "Case 1 of"),
        ([CASE, {**CASE, "profile": "nothing"}], "Case 2 of"),
        ([CASE, 3], "Case 2 of"),
    ],
)
def test_a_case_that_cannot_be_read_is_named_by_its_number(
    opennrm: Run, tmp_path: Path, cases: list[Any], named: str
) -> None:
    code, told = opennrm("simulate", "central_2009", "--on", file_of(tmp_path, *cases))
    assert code == 2
    assert named in told
    assert "received_on" in told
