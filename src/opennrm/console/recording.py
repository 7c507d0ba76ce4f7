"""What became of each test that shows a check: read from pytest's results, and kept for the page of assurance."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from opennrm.console.marked_tests import Marked
from opennrm.console.proofs import Shown

WORST_FIRST = ("failed", "skipped", "passed")


def outcomes_in(folder: Path) -> dict[str, str]:
    """Take the folder of pytest's results files; give by test the worst that became of any case of it."""
    found: dict[str, str] = {}
    for results in sorted(folder.glob("*.xml")):
        try:
            tree = ElementTree.parse(results)  # noqa: S314 - our own pytest wrote it a moment ago
        except ElementTree.ParseError:
            continue  # its group has failed already
        for case in tree.iter("testcase"):
            test, outcome = _test_of(case), _outcome_of(case)
            found[test] = min(found.get(test, outcome), outcome, key=WORST_FIRST.index)
    return found


def ran(marked: Iterable[Marked], outcomes: Mapping[str, str]) -> Shown:
    """Whether every test that shows something ran; one that was not there has failed, one that was skipped is named."""
    shown = Shown("assurance")
    for test in (test for test in marked if test.ids and not test.drill):
        outcome = outcomes.get(test.test)
        shown.passed += outcome == "passed"
        shown.skipped += outcome == "skipped"
        if outcome in (None, "failed"):
            shown.failed += 1
            because = "did not run" if outcome is None else "failed"
            shown.not_shown.append(f"assurance: {', '.join(test.ids)} not shown: {test.test} {because}.")
        elif outcome == "skipped":
            shown.not_shown.append(f"assurance: {', '.join(test.ids)} not shown: {test.test} was skipped.")
    return shown


def written_down(kept: Mapping[str, Any], marked: Iterable[Marked], outcomes: Mapping[str, str], day: str) -> str:
    """Take what was recorded before; give the text of the file with what became of the marked tests on `day`.

    What did not run this time stays as it was recorded, with its day; a test that is gone goes.
    """
    before = kept.get("outcomes", {})
    now = {
        test.test: {"outcome": outcomes[test.test], "on": day} if test.test in outcomes else before[test.test]
        for test in marked
        if test.ids and (test.test in outcomes or test.test in before)
    }
    return json.dumps({"outcomes": dict(sorted(now.items()))}, indent=1) + "\n"


def _test_of(case: ElementTree.Element) -> str:
    """`tests.web.test_x.TestY` and `test_z[case]` as they are named elsewhere: `tests/web/test_x.py::TestY::test_z`."""
    parts = case.get("classname", "").split(".")
    classes = [part for part in parts if part.startswith("Test")]
    path = "/".join(part for part in parts if part not in classes)
    return "::".join([f"{path}.py", *classes, case.get("name", "").partition("[")[0]])


def _outcome_of(case: ElementTree.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"
