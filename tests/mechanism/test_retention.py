"""A record comes up when its time is over, a child's later, and goes only by two people's decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from opennrm.mechanism.retention import (
    Action,
    BadSchedule,
    Kept,
    ProposalState,
    RecordClass,
    Rule,
    Schedule,
    Trigger,
    class_of,
    due_on,
    is_over,
    notifications_sent_before,
    proposed_action,
    refusal_of_what_came_since,
    refusal_to_decide,
    refusal_to_erase,
    refusal_to_hold,
    refusal_to_return,
    schedule_on,
    schedules_from,
    was_a_child,
)
from opennrm.mechanism.stages import OPEN_STAGES, SETTLED_STAGES, Stage

RULE = Rule(RecordClass.WITHDRAWN, Trigger.ENDED, 6, Action.ERASE, 25)
ADULT = Kept(Stage.WITHDRAWN, date(2024, 2, 29), None, is_child=False, born_on=None)
DAY = date(2030, 6, 1)


def written(**changed: Any) -> dict[str, Any]:
    rule = {"record": "case_withdrawn", "trigger": "ended", "years": 6, "action": "erase", "child_until_age": 25}
    version = {"version": "one", "from_on": date(2026, 1, 1), "reviewed_by": "A board", "source": "own"}
    return {"schedule": [version | {"rule": [rule | changed]}]}


def test_only_what_is_settled_has_a_class() -> None:
    assert {stage for stage in Stage if class_of(stage)} == set(SETTLED_STAGES)
    assert all(class_of(stage) is None for stage in OPEN_STAGES)


def test_the_period_is_counted_from_its_day_and_without_the_day_nothing_comes_up() -> None:
    assert due_on(RULE, ADULT) == date(2030, 3, 1)
    assert due_on(RULE, replace(ADULT, ended_on=None)) is None
    decided = Rule(RecordClass.NEGATIVE, Trigger.DECIDED, 10, Action.ERASE, 25)
    assert due_on(decided, replace(ADULT, decided_on=date(2025, 1, 2))) == date(2035, 1, 2)


@pytest.mark.proves("PRIV-06")
@pytest.mark.parametrize(
    ("born_on", "due"),
    [
        (date(2010, 5, 5), date(2035, 5, 5)),  # the age is reached later than the period is over
        (date(1990, 5, 5), date(2030, 3, 1)),  # treated as a child in doubt: the period is longer
        (None, date(2049, 3, 1)),  # not known: as if born on the day that counts
    ],
)
def test_a_childs_record_is_kept_until_an_age(born_on: date | None, due: date) -> None:
    assert due_on(RULE, replace(ADULT, is_child=True, born_on=born_on)) == due


@pytest.mark.proves("PRIV-06")
def test_nobody_who_is_or_may_be_under_18_is_proposed_to_be_erased() -> None:
    child = replace(ADULT, is_child=True, born_on=date(2012, 6, 2))
    assert proposed_action(RULE, child, DAY) is Action.REVIEW
    assert proposed_action(RULE, child, date(2030, 6, 2)) is Action.ERASE
    assert proposed_action(RULE, replace(child, born_on=None), date(2060, 1, 1)) is Action.REVIEW
    assert proposed_action(RULE, ADULT, DAY) is Action.ERASE


@pytest.mark.parametrize(
    "changed",
    [{"years": 0}, {"years": "many"}, {"child_until_age": 17}, {"record": "case"}, {"trigger": "decided"}],
)
def test_a_schedule_that_cannot_be_meant_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BadSchedule):
        schedules_from(written(**changed))


def test_the_schedule_of_a_day_is_the_newest_that_holds_then() -> None:
    (one,) = schedules_from(written())
    two = replace(one, version="two", from_on=date(2028, 1, 1))
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2030, 1, 1))
    assert [schedule_on((one, two), day) for day in days] == [None, one, two]
    with pytest.raises(BadSchedule):
        schedules_from({"schedule": written()["schedule"] * 2})
    with pytest.raises(BadSchedule):
        schedules_from({})


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"state": ProposalState.TO_ERASE}, "not_proposed"),
        ({"decision": "forget"}, "no_decision"),
        ({"because": " "}, "no_reason"),
        ({"decision": "keep"}, "no_day_to_come"),
        ({"decision": "keep", "keep_until": DAY}, "no_day_to_come"),
        ({"is_held": True}, "held"),
        ({}, None),
        ({"decision": "keep", "keep_until": date(2031, 1, 1), "is_held": True}, None),
    ],
)
def test_a_record_is_decided_on_for_a_reason(changed: dict[str, Any], code: str | None) -> None:
    told = {"state": ProposalState.PROPOSED, "decision": "erase", "because": "Over.", "keep_until": None, "day": DAY}
    refusal = refusal_to_decide(**({"is_held": False} | told | changed))
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"state": ProposalState.PROPOSED}, "not_proposed"),
        ({"by": "one"}, "same_person"),
        ({"is_held": True}, "held"),
        ({"stage": Stage.RECOVERY}, "goes_on"),
        ({}, None),
    ],
)
def test_a_record_goes_by_a_second_person_and_never_while_it_is_held(changed: dict[str, Any], code: str | None) -> None:
    told = {"state": ProposalState.TO_ERASE, "stage": Stage.CLOSED, "decided_by": "one", "by": "two", "is_held": False}
    refusal = refusal_to_erase(**(told | changed))  # type: ignore[arg-type]
    assert (refusal.code if refusal else None) == code


def test_a_decision_to_erase_can_always_be_returned_while_it_waits() -> None:
    allowed = {state for state in ProposalState if refusal_to_return(state) is None}
    assert allowed == {ProposalState.TO_ERASE}


def test_what_came_since_it_was_proposed_counts() -> None:
    proposed = ("case_closed", DAY)
    for now in (None, ("case_withdrawn", DAY), ("case_closed", date(2031, 1, 1))):
        refusal = refusal_of_what_came_since(proposed, now)
        assert refusal is not None
        assert refusal.code == "kept_otherwise"
    assert refusal_of_what_came_since(proposed, proposed) is None


@pytest.mark.proves("PRIV-06")
def test_somebody_was_a_child_by_how_they_were_referred_or_by_their_birth() -> None:
    told: dict[str, Any] = {"received_on": date(2026, 6, 1)}
    assert was_a_child(**told, referred_as_child=True, born_on=None)
    assert was_a_child(**told, referred_as_child=False, born_on=date(2008, 6, 2))
    assert not was_a_child(**told, referred_as_child=False, born_on=date(2008, 6, 1))
    assert not was_a_child(**told, referred_as_child=False, born_on=None)


def test_a_hold_says_why_and_when_it_is_looked_at_again() -> None:
    codes = [refusal_to_hold(*asked, DAY) for asked in ((" ", date(2031, 1, 1)), ("Court.", None), ("Court.", DAY))]
    assert [refusal.code if refusal else None for refusal in codes] == ["no_reason", "no_day_to_come", "no_day_to_come"]
    assert refusal_to_hold("Court.", date(2031, 1, 1), DAY) is None


def test_what_is_kept_until_a_day_is_over_on_that_day() -> None:
    assert is_over([], DAY)
    assert is_over([None, DAY], DAY)
    assert not is_over([DAY, date(2030, 6, 2)], DAY)


def of_notifications(**changed: object) -> Schedule:
    rule = {"record": "notification", "trigger": "sent", "years": 6, "action": "review", "child_until_age": 18}
    about = {"version": "one", "from_on": date(2020, 1, 1), "reviewed_by": "Nobody", "source": "own"}
    return schedules_from({"schedule": [about | {"rule": [rule | changed]}]})[0]


@pytest.mark.parametrize(
    ("day", "sent"),
    [
        (date(2026, 11, 23), date(2020, 11, 23)),
        (date(2028, 2, 29), date(2022, 2, 28)),
        (date(2026, 2, 28), date(2020, 2, 28)),
        (date(2026, 3, 1), date(2020, 3, 1)),
    ],
)
def test_a_notifications_time_is_over_on_the_day_of_its_last_year(day: date, sent: date) -> None:
    assert notifications_sent_before(of_notifications(), day) == sent


def test_a_notification_is_proposed_for_review_alone_and_only_where_the_schedule_names_it() -> None:
    with pytest.raises(BadSchedule, match="only be proposed for review"):
        of_notifications(action="erase")
    other = of_notifications(record="case_withdrawn", trigger="ended")
    assert notifications_sent_before(other, date(2026, 11, 23)) is None
