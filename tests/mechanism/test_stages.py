"""Where a case can stand: no dead end, nothing that cannot be reached, every move recorded."""

from __future__ import annotations

from datetime import date

import pytest

from opennrm.mechanism.profiles import child_panel_2021, profile_on
from opennrm.mechanism.profiles.overlay import overlaid
from opennrm.mechanism.profiles.profile import ProfileVersion
from opennrm.mechanism.refusal import Refused
from opennrm.mechanism.stages import (
    DECIDED_STAGES,
    ENDED_STAGES,
    FINAL_STAGES,
    FIRST_STAGE,
    OPEN_STAGES,
    SETTLED_STAGES,
    STEPS,
    Move,
    Stage,
    refusal_to_move,
    stage_after,
    step_of,
    steps_from,
)
from tests.mechanism.profiles.eras import CENTRAL_2009_VERSION
from tests.mechanism.versions import NOW

REVIEWED = profile_on("single_authority_2019", date(2020, 1, 1))
BY_PANEL = profile_on("pilot_2015", date(2016, 1, 1))
DIRECT = profile_on("pilot_2015_direct", date(2016, 1, 1))
CHILDREN = overlaid(NOW, child_panel_2021.OVERLAY)
ERAS = [
    NOW,
    CENTRAL_2009_VERSION,
    REVIEWED,
    profile_on("single_authority_2019_history", date(2020, 1, 1)),
    BY_PANEL,
    DIRECT,
    CHILDREN,
]
OF_PANELS = ("put_before_panel", "take_from_panel", "decide_by_panel")
VERSIONS = pytest.mark.parametrize("version", ERAS, ids=lambda version: version.profile)


def reachable(version: ProfileVersion, start: Stage) -> set[Stage]:
    """Every stage that moves can lead to from a stage, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        for step in steps_from(version, waiting.pop()):
            if step.after not in found:
                found.add(step.after)
                waiting.append(step.after)
    return found


@VERSIONS
def test_every_stage_can_be_reached(version: ProfileVersion) -> None:
    assert reachable(version, FIRST_STAGE) == set(Stage)


@VERSIONS
@pytest.mark.parametrize("stage", Stage)
def test_no_stage_is_a_dead_end_and_from_a_final_one_only_a_death_leads(version: ProfileVersion, stage: Stage) -> None:
    moves = {step.move for step in steps_from(version, stage)}
    assert moves
    assert (moves == {Move.CLOSE}) is (stage in FINAL_STAGES)
    assert reachable(version, stage) & SETTLED_STAGES


@VERSIONS
def test_every_move_is_somewhere_in_the_table_and_leads_to_one_place_from_each_stage(version: ProfileVersion) -> None:
    taken = [(step.stage, step.move) for step in STEPS if step.exists_in(version) and step.move is not Move.REOPEN]
    assert len(taken) == len(set(taken))
    moves = {move for _, move in taken}
    for kind, rules in (
        ("reasonable_grounds", version.reasonable_grounds),
        ("conclusive_grounds", version.conclusive_grounds),
    ):
        assert (Move(f"send_for_review_{kind}") in moves) is (rules.review is not None)
        assert {Move(f"{what}_{kind}") in moves for what in OF_PANELS} == {rules.decider.is_panel}
    assert (Move.REFER_DIRECTLY in moves) is (version is DIRECT)
    always = {move for move in Move if not move.value.startswith((*OF_PANELS, "send_for_review", "refer_directly"))}
    missing = always - moves - {Move.REOPEN}
    assert not missing or (version is DIRECT and all(move.endswith("_reasonable_grounds") for move in missing))


@VERSIONS
@pytest.mark.parametrize("left", OPEN_STAGES)
def test_reopening_leads_back_to_the_stage_that_was_left_and_to_no_other(version: ProfileVersion, left: Stage) -> None:
    for ended in ENDED_STAGES:
        assert stage_after(version, ended, Move.REOPEN, left) is left
        assert [step.after for step in STEPS if step.stage is ended and step.after is left] == [left]


@VERSIONS
@pytest.mark.parametrize("decided", sorted(DECIDED_STAGES))
def test_a_decided_case_can_be_closed_and_reopened_but_not_withdrawn(version: ProfileVersion, decided: Stage) -> None:
    assert stage_after(version, decided, Move.CLOSE) is Stage.CLOSED
    assert stage_after(version, Stage.CLOSED, Move.REOPEN, decided) is decided
    for stage, move in ((decided, Move.WITHDRAW), (Stage.WITHDRAWN, Move.REOPEN)):
        with pytest.raises(Refused):
            stage_after(version, stage, move, decided)


@VERSIONS
@pytest.mark.parametrize("stage", Stage)
def test_a_move_is_refused_exactly_where_the_table_has_no_step(version: ProfileVersion, stage: Stage) -> None:
    for move in Move:
        step = step_of(version, stage, move)
        refusal = refusal_to_move(version, stage, move)
        assert (refusal is None) is (step is not None)
        if step is not None:
            assert stage_after(version, stage, move) is step.after
        else:
            with pytest.raises(Refused) as raised:
                stage_after(version, stage, move)
            assert raised.value.refusal == refusal


def test_a_refused_move_says_what_can_be_done_instead() -> None:
    refusal = refusal_to_move(NOW, Stage.TRIAGE, Move.RESUME)
    assert refusal is not None
    assert "What can be done now: accept" in refusal.because
    ended = refusal_to_move(NOW, Stage.CLOSED, Move.RESUME)
    assert ended is not None
    assert ended.code == "case_has_ended"


def test_a_negative_has_no_way_round_its_second_officer() -> None:
    for grounds, pending in (
        ("reasonable_grounds", Stage.REASONABLE_GROUNDS_PENDING),
        ("conclusive_grounds", Stage.CONCLUSIVE_GROUNDS_PENDING),
    ):
        into = {step.stage for step in STEPS if step.move is Move(f"serve_negative_{grounds}")}
        assert into == {Stage(f"{grounds}_checked"), Stage(f"{grounds}_reviewed")}
        assert refusal_to_move(NOW, pending, Move(f"serve_negative_{grounds}")) is not None


def test_a_negative_has_no_way_round_the_review_that_a_profile_demands() -> None:
    promised = REVIEWED
    history = profile_on("single_authority_2019_history", date(2020, 1, 1))
    ended = profile_on("single_authority_2019_history", date(2023, 1, 1))
    for grounds, version, demanded in (
        ("reasonable_grounds", promised, True),
        ("conclusive_grounds", promised, True),
        ("reasonable_grounds", history, False),
        ("conclusive_grounds", history, True),
        ("conclusive_grounds", ended, False),
        ("conclusive_grounds", NOW, False),
    ):
        serve, send = Move(f"serve_negative_{grounds}"), Move(f"send_for_review_{grounds}")
        checked = Stage(f"{grounds}_checked")
        assert (refusal_to_move(version, checked, serve) is not None) is demanded
        assert (refusal_to_move(version, checked, send) is None) is demanded


def test_a_positive_is_served_at_once_now_and_was_checked_in_2009() -> None:
    move = Move.SERVE_POSITIVE_REASONABLE_GROUNDS
    assert refusal_to_move(NOW, Stage.REASONABLE_GROUNDS_PENDING, move) is None
    assert refusal_to_move(NOW, Stage.REASONABLE_GROUNDS_CHECKED, move) is not None
    assert refusal_to_move(CENTRAL_2009_VERSION, Stage.REASONABLE_GROUNDS_PENDING, move) is not None
    assert refusal_to_move(CENTRAL_2009_VERSION, Stage.REASONABLE_GROUNDS_CHECKED, move) is None


def test_everybody_can_leave_every_open_stage() -> None:
    for stage in OPEN_STAGES:
        assert stage_after(NOW, stage, Move.WITHDRAW) is Stage.WITHDRAWN
        assert stage_after(NOW, stage, Move.CLOSE) is Stage.CLOSED


def test_a_suspension_cannot_shorten_recovery() -> None:
    assert stage_after(NOW, Stage.SUSPENDED_BEFORE_CONCLUSIVE_GROUNDS, Move.RESUME) is Stage.RECOVERY


def test_every_move_and_stage_has_its_words() -> None:
    assert Move.END_RECOVERY.words == "end recovery"
    assert Stage.REASONABLE_GROUNDS_PENDING.words == "reasonable grounds pending"
