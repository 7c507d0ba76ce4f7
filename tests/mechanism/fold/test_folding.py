"""A case folded from its events, and every way in which its history can be broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from opennrm.mechanism import events as happened
from opennrm.mechanism.events import Event
from opennrm.mechanism.fold import BrokenHistory, CaseFacts, Entry, fold
from opennrm.mechanism.stages import Stage
from opennrm.mechanism.vocabulary import DecisionKind, Outcome
from tests.mechanism.events.test_event import submitted
from tests.mechanism.versions import AUTHOR, OTHER

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)
ONE, TWO = "1" * 64, "2" * 64
CASE: Any = {"subject": "C1", "case": "C1"}
CLOCK: Any = {
    **CASE,
    "rule": "reasonable_grounds_decision",
    "limit_kind": "target",
    "starts_on": DAY,
    "due_on": date(2026, 3, 9),
    "calendar_version": "v1",
}


def entry(event: Event, by: str | None = AUTHOR) -> Entry:
    """An event as the history stores it."""
    return Entry(event.kind, event.facts(), AT, by)


OPENED = entry(
    happened.CaseOpened(**CASE, authority="one", stage="reasonable_grounds_pending", received_on=DAY, owner_team="T1")
)
STARTED = entry(happened.ClockStarted(**CLOCK))
PUT_FORWARD = entry(
    happened.ReasonableGroundsPutForward(
        **CASE, outcome="negative", text_hash=ONE, standard="s", guidance="g", profile_version="2026-02-13"
    )
)
SIGNED = entry(happened.DecisionCountersigned(**CASE, text_hash=ONE), by=OTHER)
VOIDED = entry(happened.CountersignatureVoided(**CASE, text_hash=ONE))


def decided(outcome: str, text_hash: str = ONE, **rules: str) -> Entry:
    """A decision on reasonable grounds, served."""
    return entry(
        happened.ReasonableGroundsDecided(
            **CASE, outcome=outcome, text_hash=text_hash, decided_on=date(2026, 3, 6), days=4, **rules
        )
    )


SENT = submitted(case="C1")


def first(case: CaseFacts) -> Any:
    """The state of the first decision."""
    return case.decision(DecisionKind.REASONABLE_GROUNDS)


def test_a_decision_tells_its_rules_and_an_older_history_that_does_not_is_still_read() -> None:
    begun = [entry(SENT), OPENED]
    told = first(fold([*begun, decided("positive", profile=SENT.profile, profile_version="2026-02-13")]))
    assert (told.profile, told.profile_version) == (SENT.profile, "2026-02-13")
    older = decided("positive")
    older = replace(older, facts={name: fact for name, fact in older.facts.items() if "profile" not in name})
    assert first(fold([*begun, older])).profile is None
    with pytest.raises(BrokenHistory, match="another profile"):
        fold([*begun, decided("positive", profile="somebody_elses", profile_version="2026-02-13")])


def test_a_straight_path_folds_into_what_its_rows_should_say() -> None:
    case = fold(
        [
            entry(SENT),
            OPENED,
            STARTED,
            entry(happened.CaseViewed(**CASE)),
            entry(happened.CaseAllocated(**CASE, to=AUTHOR)),
            entry(happened.EvidenceAdded(**CASE, evidence_kind="statement", text_hash=TWO)),
            PUT_FORWARD,
            SIGNED,
            decided("negative"),
            entry(happened.ClockMet(**CLOCK, met_on=date(2026, 3, 6))),
        ]
    )
    assert case.stage is Stage.REASONABLE_GROUNDS_NEGATIVE
    assert (case.authority, case.owner, case.owner_team) == ("one", AUTHOR, "T1")
    assert (case.referral_kind, case.age_answer, case.nation) == (SENT.referral_kind, SENT.age_answer, SENT.nation)
    assert (case.received_on, case.profile, case.profile_version) == (DAY, "borders_act_2023", "2026-02-13")
    assert (case.answers_hash, case.evidence) == ("0" * 64, (TWO,))
    assert (first(case).outcome, first(case).served_hash) == (Outcome.NEGATIVE, ONE)
    assert (first(case).countersigned_by, first(case).decided_on) == (OTHER, date(2026, 3, 6))
    clock = case.clocks["reasonable_grounds_decision"]
    assert (clock.met_on, clock.is_running, clock.causes) == (date(2026, 3, 6), False, ())


def test_a_positive_is_served_from_pending() -> None:
    assert fold([OPENED, decided("positive")]).stage is Stage.RECOVERY


def test_a_case_that_nothing_happened_to_stands_nowhere() -> None:
    assert fold([]) == CaseFacts()


def test_a_returned_or_changed_decision_keeps_nothing_of_its_checks() -> None:
    returned = fold([OPENED, PUT_FORWARD, entry(happened.DecisionReturned(**CASE), by=OTHER)])
    changed = fold([OPENED, PUT_FORWARD, SIGNED, VOIDED])
    for case in (returned, changed):
        assert case.stage is Stage.REASONABLE_GROUNDS_PENDING
        assert first(case).countersigned_hash is None


def test_a_transfer_keeps_the_day_of_receipt_and_leaves_the_owner_behind() -> None:
    passed = happened.CaseTransferred(**CASE, from_authority="one", to_authority="two", owner_team="T2")
    case = fold([OPENED, entry(happened.CaseAllocated(**CASE, to=AUTHOR)), entry(passed)])
    assert (case.authority, case.owner_team, case.owner, case.received_on) == ("two", "T2", None, DAY)
    with pytest.raises(BrokenHistory, match="not with the authority"):
        fold([OPENED, entry(passed), entry(passed)])


def test_a_clock_moves_by_its_causes_and_stops() -> None:
    later = {**CLOCK, "due_on": date(2026, 3, 10)}
    moved = entry(happened.ClockMoved(**later, cause="holiday_added"))
    stopped = entry(happened.ClockStopped(**CASE, rule=CLOCK["rule"], stopped_on=DAY, cause="withdrawn"))
    clock = fold([OPENED, STARTED, moved]).clocks[CLOCK["rule"]]
    assert (clock.due_on, clock.causes, clock.is_running) == (date(2026, 3, 10), ("holiday_added",), True)
    assert fold([OPENED, STARTED, moved, stopped]).clocks[CLOCK["rule"]].stopped_on == DAY
    assert fold([OPENED, STARTED, stopped, STARTED]).clocks[CLOCK["rule"]].is_running


def test_a_clock_without_a_limit_has_no_due_day() -> None:
    case = fold([OPENED, entry(happened.ClockStarted(**{**CLOCK, "due_on": None, "limit_kind": "none"}))])
    assert case.clocks[CLOCK["rule"]].due_on is None


MET = entry(happened.ClockMet(**{**CLOCK, "due_on": date(2026, 3, 10)}, met_on=DAY))
BROKEN = {
    "opened twice": ([OPENED, OPENED], "already open"),
    "another day of receipt": (
        [entry(submitted(received_on=date(2026, 3, 1))), OPENED],
        "another day of receipt",
    ),
    "a move from nowhere": ([decided("positive")], "cannot happen"),
    "a negative past its check": ([OPENED, decided("negative")], "cannot happen"),
    "a move from the wrong stage": ([OPENED, entry(happened.CaseResumed(**CASE, resumed_on=DAY))], "cannot happen"),
    "another text signed": (
        [OPENED, PUT_FORWARD, entry(happened.DecisionCountersigned(**CASE, text_hash=TWO), by=OTHER)],
        "not the text that was put forward",
    ),
    "one's own text signed": ([OPENED, PUT_FORWARD, replace(SIGNED, by=AUTHOR)], "their own decision"),
    "nobody signed": ([OPENED, PUT_FORWARD, replace(SIGNED, by=None)], "their own decision"),
    "another text served": ([OPENED, PUT_FORWARD, SIGNED, decided("negative", TWO)], "without a second officer"),
    "a clock twice": ([OPENED, STARTED, STARTED], "already running"),
    "a clock from nowhere": ([OPENED, entry(happened.ClockMet(**CLOCK, met_on=DAY))], "No such clock"),
    "a clock met elsewhere": ([OPENED, STARTED, MET], "without a recorded cause"),
    "a clock moved for no cause": (
        [OPENED, STARTED, entry(happened.ClockMoved(**CLOCK, cause="because"))],
        "without a recorded cause",
    ),
}


@pytest.mark.parametrize(("entries", "because"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_history_says_where_and_why(entries: list[Entry], because: str) -> None:
    with pytest.raises(BrokenHistory, match=because) as raised:
        fold(entries)
    assert raised.value.position == len(entries) - 1
    assert because in raised.value.because


def test_a_positive_of_2009_needs_its_second_officer_and_one_of_now_does_not() -> None:
    sent_then = replace(SENT, profile="central_2009", profile_version="2015-07-31")
    checked = replace(PUT_FORWARD, facts={**PUT_FORWARD.facts, "outcome": "positive"})
    assert fold([entry(sent_then), OPENED, checked, SIGNED, decided("positive")]).stage is Stage.RECOVERY
    assert fold([entry(SENT), OPENED, decided("positive")]).stage is Stage.RECOVERY
    with pytest.raises(BrokenHistory, match="A positive was served without a second officer"):
        fold([entry(sent_then), OPENED, decided("positive")])
