"""The verb `drill`: what was drilled, when, and what it showed, kept beside what was not drilled this time."""

from __future__ import annotations

from opennrm.console.drill import merged, page, read_drills
from opennrm.console.proofs import DRILL, GROUPS

XML = """<testsuites><testsuite>
<testcase classname="tests.faults.test_full" name="test_a_full_disk_is_told" time="12.34">
  <properties><property name="proves" value="REL-06"/><property name="in_flight" value="1000"/></properties>
</testcase>
<testcase classname="tests.faults.test_full" name="test_it_breaks" time="1"><failure message="x"/></testcase>
<testcase classname="tests.faults.test_full" name="test_it_lacks" time="0"><skipped message="no tmpfs here"/></testcase>
</testsuite></testsuites>"""
STAMP = {"on": "2026-11-22", "commit": "abc1234", "machine": "2 processors"}


def test_what_pytest_wrote_is_read_with_its_figures() -> None:
    found = read_drills(XML)
    assert found["tests.faults.test_full::test_a_full_disk_is_told"] == {
        "outcome": "passed",
        "seconds": 12.3,
        "proves": "REL-06",
        "figures": {"in_flight": "1000"},
    }
    assert [told["outcome"] for told in found.values()] == ["passed", "failed", "not run: no tmpfs here"]


HERE = "tests.setup.test_drill::test_no_ordinary_group_runs_a_drill"


def test_a_part_of_the_drills_leaves_the_others_as_they_were_and_a_whole_run_does_not() -> None:
    fresh = read_drills(XML)
    old = {HERE: {**next(iter(fresh.values())), **STAMP, "on": "2026-01-01"}}
    assert set(merged(old, fresh, STAMP, whole=False)) == {*old, *fresh}
    assert set(merged(old, fresh, STAMP, whole=True)) == set(fresh)
    assert merged(old, fresh, STAMP, whole=False)[HERE]["on"] == "2026-01-01"


def test_of_a_test_that_is_gone_nothing_is_claimed_any_more() -> None:
    old = {gone: {**STAMP} for gone in ("tests.old::test_gone", "tests.setup.test_drill::test_that_was_renamed[a]")}
    assert merged(old, {}, STAMP, whole=False) == {}


def test_the_page_says_of_each_what_it_showed_when_and_on_what() -> None:
    told = page(merged({}, read_drills(XML), STAMP, whole=True))
    assert "| REL-06 | a full disk is told (test_full) | passed | 12.3 | in flight 1000 | 2026-11-22, abc1234 |" in told
    assert "| it breaks (test_full) | failed |" in told
    assert "not run: no tmpfs here" in told
    assert "Machine: 2 processors." in told


def test_no_ordinary_group_runs_a_drill() -> None:
    assert [group.name for group in GROUPS if "not drill" not in group.marks] == []
    assert DRILL.marks == "drill or faults"
