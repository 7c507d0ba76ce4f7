"""The page of assurance claims nothing that no test shows, and every test that it names is there."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from opennrm.console.documents import assured
from opennrm.console.documents.assurance import NOT_YET, assurance_page, state, with_drills
from opennrm.console.documents.assured import checks, drilled, requirements
from opennrm.console.marked_tests import Marked, marked_tests, shown_by_id
from tests.house.tree import ROOT

COLLECTING = "tests.console.documents.collecting"
ONE = Marked("tests/a.py::test_one", ("A-1",), drill=False, plants=False)
TWO = Marked("tests/a.py::test_two", ("A-1",), drill=False, plants=False)


def test_every_id_is_there_once() -> None:
    counted = Counter([*(check.id for check in checks()), *(each.id for each in requirements())])
    assert [each for each, times in counted.items() if times > 1] == []
    assert {check.run for check in checks()} == {"test", "drill", "both"}
    assert {each.answer for each in requirements()} == {"", "not_applicable", "operator", "deviation"}
    assert [each.id for each in requirements() if bool(each.answer) != bool(each.because)] == []


def test_no_marker_names_an_id_that_is_not_listed() -> None:
    listed = {check.id for check in checks()} | {each.id for each in requirements()}
    assert {
        each: [test.test for test in tests] for each, tests in shown_by_id(marked_tests()).items() if each not in listed
    } == {}


def test_every_test_that_is_named_is_collected_with_the_same_ids() -> None:
    files = sorted({test.path for test in marked_tests() if test.ids})
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        COLLECTING,
        *files,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = [line.split(" ")[1:] for line in done.stdout.splitlines() if line.startswith("proves ")]
    collected = {test: set(ids) for test, *ids in told}
    assert collected == {test.test: set(test.ids) for test in marked_tests() if test.ids}, done.stdout[-2000:]


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        ({}, "not run"),
        ({"one": "passed"}, "in part"),
        ({"one": "passed", "two": "passed"}, "passed 2026-11-22"),
        ({"one": "passed", "two": "skipped"}, "in part"),
        ({"one": "passed", "two": "failed"}, "**failed**"),
        ({"one": "skipped", "two": "skipped"}, "not run"),
    ],
)
def test_an_id_has_passed_when_all_its_tests_have(outcomes: dict[str, str], told: str) -> None:
    shown = {f"tests/a.py::test_{name}": {"outcome": each, "on": "2026-11-22"} for name, each in outcomes.items()}
    assert state([ONE, TWO], {"outcomes": shown}) == told


def test_a_drill_counts_where_nothing_else_was_recorded_and_wherever_it_failed() -> None:
    recorded = {"outcomes": {ONE.test: {"outcome": "passed", "on": "2026-11-23"}}}
    drill = {TWO.test: {"outcome": "passed", "on": "2026-11-22"}}
    assert state([ONE, TWO], recorded) == "in part"
    assert state([ONE, TWO], with_drills(recorded, drill)) == "passed 2026-11-22"
    for test in (ONE, TWO):
        worse = drill | {test.test: {"outcome": "failed", "on": "2026-11-22"}}
        assert state([ONE, TWO], with_drills(recorded, worse)) == "**failed**"


def test_a_drill_of_several_cases_passed_if_all_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {
        "tests.a::test_one[x]": {"outcome": "passed", "on": "2026-11-22"},
        "tests.a::test_one[y]": {"outcome": "failed", "on": "2026-11-23"},
        "tests.a::test_two": {"outcome": "passed", "on": "2026-11-23"},
    }
    monkeypatch.setattr(assured, "DRILLED", tmp_path / "drills.json")
    assert drilled() == {}
    (tmp_path / "drills.json").write_text(json.dumps(kept))
    assert drilled() == {
        ONE.test: {"outcome": "failed", "on": "2026-11-22"},
        TWO.test: {"outcome": "passed", "on": "2026-11-23"},
    }


def test_an_id_without_a_test_is_not_yet_shown() -> None:
    assert state([], {"outcomes": {}}) == NOT_YET
    shown = shown_by_id(marked_tests())
    page = assurance_page()
    for check in checks():
        line = next(line for line in page.splitlines() if line.startswith(f"| {check.id} |"))
        assert (NOT_YET in line) is (check.id not in shown), line
