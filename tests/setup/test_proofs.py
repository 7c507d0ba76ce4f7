"""What the verb `test` tells at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from opennrm.console import browser
from opennrm.console.proofs import Shown, closing_line, has_shown, read_results

RESULTS = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure/></testcase><testcase name="c"><error/></testcase>
<testcase name="d"><skipped message="no faketime"/></testcase></testsuite></testsuites>"""


def test_results_of_groups_are_summed_in_the_closing_line(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text(RESULTS)
    shown = read_results(tmp_path / "x.xml", Shown("rooms"))
    assert closing_line([shown, Shown("checks", passed=5)]) == "6 passed, 2 failed, 1 skipped"
    assert shown.not_shown == ["rooms: 1 not shown: no faketime"]


def test_a_group_that_ended_without_results_has_failed(tmp_path: Path) -> None:
    assert read_results(tmp_path / "none.xml", Shown("rooms")).failed == 1


@pytest.mark.proves("OPS-08")
def test_no_test_at_all_is_no_success() -> None:
    assert not has_shown([Shown("rules"), Shown("rooms")])
    assert has_shown([Shown("rules", passed=1)])
    assert not has_shown([Shown("rules", passed=1, failed=1)])


def test_the_browser_that_was_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "mine"
    mine.touch(mode=0o755)
    monkeypatch.setenv("OPENNRM_CHROMIUM", str(mine))
    assert browser.browser_here() == str(mine)


def test_a_named_browser_that_is_not_there_is_not_replaced_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENNRM_CHROMIUM", "/nowhere/chromium")
    assert browser.browser_fetched() is None
