"""What became of each test that shows a check."""

from __future__ import annotations

import json
from pathlib import Path

from opennrm.console.marked_tests import Marked
from opennrm.console.recording import outcomes_in, ran, written_down

RESULTS = """<testsuites><testsuite>
<testcase classname="tests.web.test_x" name="test_a[1]"/>
<testcase classname="tests.web.test_x" name="test_a[2]"><failure/></testcase>
<testcase classname="tests.web.test_x.TestMore" name="test_b"/>
<testcase classname="tests.web.test_x" name="test_c"><skipped message="no nginx"/></testcase>
</testsuite></testsuites>"""
A = Marked("tests/web/test_x.py::test_a", ("A-1",), drill=False, plants=False)
B = Marked("tests/web/test_x.py::TestMore::test_b", ("B-1",), drill=False, plants=False)
C = Marked("tests/web/test_x.py::test_c", ("C-1",), drill=False, plants=False)
GONE = Marked("tests/web/test_x.py::test_gone", ("D-1", "D-2"), drill=False, plants=False)
DRILL = Marked("tests/web/test_x.py::test_long", ("E-1",), drill=True, plants=False)


def outcomes(folder: Path) -> dict[str, str]:
    (folder / "rooms.xml").write_text(RESULTS)
    (folder / "browser.xml").write_text("<half")
    return outcomes_in(folder)


def test_a_test_is_as_good_as_its_worst_case(tmp_path: Path) -> None:
    assert outcomes(tmp_path) == {A.test: "failed", B.test: "passed", C.test: "skipped"}


def test_a_test_that_is_named_but_did_not_run_fails_the_run(tmp_path: Path) -> None:
    shown = ran([B, C, GONE, DRILL], outcomes(tmp_path))
    assert (shown.passed, shown.skipped, shown.failed) == (1, 1, 1)
    assert shown.not_shown == [
        f"assurance: C-1 not shown: {C.test} was skipped.",
        f"assurance: D-1, D-2 not shown: {GONE.test} did not run.",
    ]


def test_what_did_not_run_keeps_its_day_and_what_is_gone_goes(tmp_path: Path) -> None:
    before = {"outcomes": {DRILL.test: {"outcome": "passed", "on": "2026-11-01"}, "old": {}}}
    kept = json.loads(written_down(before, [A, B, DRILL, GONE], outcomes(tmp_path), "2026-11-22"))
    assert kept["outcomes"] == {
        A.test: {"outcome": "failed", "on": "2026-11-22"},
        B.test: {"outcome": "passed", "on": "2026-11-22"},
        DRILL.test: {"outcome": "passed", "on": "2026-11-01"},
    }
