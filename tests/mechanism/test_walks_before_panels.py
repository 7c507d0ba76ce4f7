"""Whatever people do, what is served is what a panel with its quorum decided; broken rules are found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis.stateful import run_state_machine_as_test

from opennrm.mechanism import stages
from opennrm.mechanism.fold import BrokenHistory
from opennrm.mechanism.profiles import profile_on
from opennrm.mechanism.stages import Move, Stage
from tests.mechanism.law import Answer, Law
from tests.mechanism.test_walks import BOUNDED, HUNTING, nothing_refused
from tests.mechanism.walks_before_panels import SEEN, WalkBeforePanel


class WalkOfThePilot(WalkBeforePanel):
    """Where leads decide first and a panel conclusively."""

    law = Law()
    version = profile_on("pilot_2015", date(2016, 3, 2))


def test_what_is_served_is_what_a_panel_decided() -> None:
    SEEN.clear()
    run_state_machine_as_test(WalkOfThePilot, settings=BOUNDED)
    assert SEEN["served positive"] >= 5, SEEN
    assert SEEN["served negative"] >= 5, SEEN
    for met in ("taken back", "too few", "something else was written", "agreed to by nobody who was there"):
        assert SEEN[met] >= 20, SEEN


def past_the_panel(version: Any, stage: Stage, move: Move) -> Answer:
    """The table with a way past the panel."""
    if (stage, move) == (Stage.CONCLUSIVE_GROUNDS_PENDING, Move.DECIDE_BY_PANEL_CONCLUSIVE_GROUNDS):
        return None
    return stages.refusal_to_move(version, stage, move)


class PastThePanel(WalkOfThePilot):
    """Somebody records a panel's decision of a case that was before none."""

    law = Law(refusal_to_move=past_the_panel)

    def the_unit_puts_it_before_a_panel(self, by: str) -> None:
        self.go_anyhow(by)

    def go_anyhow(self, by: str) -> None:
        self.stage = Stage.CONCLUSIVE_GROUNDS_BEFORE_PANEL


PLANTED: dict[str, tuple[type[WalkBeforePanel], dict[str, Any], str]] = {
    "a panel without its quorum": (
        WalkOfThePilot,
        {"refusal_of_hearing": lambda *_: ""},
        "without a quorum|without its quorum",
    ),
    "something else than the panel decided": (
        WalkOfThePilot,
        {"refusal_without_panel": nothing_refused},
        "otherwise than the panel|not what a panel decided",
    ),
    "agreed to by somebody who was not there": (
        WalkOfThePilot,
        {"refusal_to_confirm": nothing_refused},
        "who was not there|nobody who was there",
    ),
    "a decision of a panel that it was not before": (PastThePanel, {}, "cannot happen"),
}


@pytest.mark.parametrize(("walk", "broken", "found"), PLANTED.values(), ids=list(PLANTED))
def test_a_rule_of_panels_broken_on_purpose_is_found(
    walk: type[WalkBeforePanel], broken: dict[str, Any], found: str
) -> None:
    class Planted(walk):  # type: ignore[misc,valid-type]
        law = Law(**broken) if broken else walk.law

    with pytest.raises((AssertionError, BrokenHistory), match=found):
        run_state_machine_as_test(Planted, settings=HUNTING)
