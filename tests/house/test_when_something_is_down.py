"""The page on what becomes of work when something is down names, for each thing, tests that are there."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.tree import ROOT

PAGE = ROOT / "docs/explanation/when-something-is-down.md"
ROW = re.compile(r"^\| ([a-z][^|]+) \|(?:[^|]+\|){2} (`tests/[^|]+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
DECIDED = {"mail server", "history", "keys", "disk", "database", "anchors' place"}
"""What must have a row, whatever else has one."""


def missing(page: str) -> list[str]:
    """The rows without a test, and the tests that are not there."""
    faults = [f"nothing about {each}" for each in DECIDED - {what for what, _tests in ROW.findall(page)}]
    for what, tests in ROW.findall(page):
        named = TEST.findall(tests)
        faults += [] if named else [f"{what}: no test"]
        faults += [f"{what}: {path}::{name}" for path, name in named if name not in functions(path)]
    return sorted(faults)


def functions(path: str) -> set[str]:
    """The names of the functions of a module."""
    if not (ROOT / path).exists():
        return set()
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}


def test_each_thing_that_can_be_down_has_its_tests() -> None:
    assert missing(PAGE.read_text(encoding="utf-8")) == []


@pytest.mark.proves("OPS-08")
def test_a_planted_name_of_no_test_is_found() -> None:
    page = PAGE.read_text(encoding="utf-8").replace("test_a_full_disk_is_told", "test_nothing_is_told")
    assert missing(page) == [
        "disk: tests/faults/test_disk_full.py::test_nothing_is_told_and_nothing_acknowledged_is_lost"
    ]
    assert "nothing about keys" in missing(page.replace("| keys |", "| locks |"))
