"""The verb `replay` tells one made-up case as a profile has it, of the product or of a file."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from opennrm.config.fault import Fault
from opennrm.console.documents.replays import replays_page
from opennrm.console.replay import run, tell
from opennrm.mechanism.profiles import PROFILES

OWN = {"kind": "child", "nation": "wales", "received_on": "2026-03-02", "first": "positive", "second": "positive"}


def asked(case: str, profile: str, *, child_panel: bool = False) -> Namespace:
    return Namespace(case=case, profile=profile, child_panel=child_panel)


def test_a_case_of_the_product_is_told_with_its_sources() -> None:
    said = tell(run(asked("adult", "pilot_2015")))
    assert "adult under pilot_2015, as it stands from 2015-11-01:" in said
    assert "Quorum on conclusive grounds: 5 members (Members sought for multi-disciplinary panels)" in said


def test_a_case_of_a_file_is_told_and_why_no_local_panel_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps({**OWN, "born_on": "2011-05-09", "age_certain": False}))
    result = run(asked(str(path), "borders_act_2023", child_panel=True))
    assert result["profile"] == "borders_act_2023"
    assert "It is not certain how old the child is." in tell(result)
    path.write_text(json.dumps({**OWN, "born_on": "2011-05-09"}))
    assert run(asked(str(path), "borders_act_2023", child_panel=True))["profile"] == "borders_act_2023.child_panel_2021"


@pytest.mark.parametrize(
    ("case", "profile", "child_panel", "named"),
    [
        ("nobody", "central_2009", False, "There is no case 'nobody': name one of adult, child, or a file."),
        ("adult", "central", False, "There is no profile 'central'"),
        ("child", "central_2009", True, "child_panel_2021 lies over borders_act_2023"),
    ],
)
def test_what_is_not_there_is_named(case: str, profile: str, child_panel: bool, named: str) -> None:
    with pytest.raises(Fault, match=named):
        run(asked(case, profile, child_panel=child_panel))


@pytest.mark.parametrize("wrong", ["{", "[]", json.dumps({**OWN, "kind": "dog"}), json.dumps({"kind": "adult"})])
def test_a_file_that_is_no_case_is_named_with_what_it_should_hold(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(wrong)
    with pytest.raises(Fault, match=r"is no case file: .*It holds kind"):
        run(asked(str(path), "central_2009"))


def test_the_page_tells_both_cases_under_every_profile_and_the_child_under_its_panel() -> None:
    page = replays_page()
    assert [page.count(f"### `{key}`\n") for key in PROFILES] == [2] * len(PROFILES)
    assert "### `borders_act_2023.child_panel_2021`" in page
    assert "| Clock of reasonable grounds | Target: Monday 9 March 2026 [own] |" in page
