"""The second decision: never before recovery is over, never a negative that nobody was asked about."""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.conclusive_grounds import TO_CONSULT, refusal_to_put_forward, refusal_to_serve
from opennrm.mechanism.deadlines import Override, deadline_for
from opennrm.mechanism.decisions import Check
from opennrm.mechanism.time_limits import Rule
from opennrm.mechanism.vocabulary import DecisionKind, Nation, Outcome
from tests.mechanism.profiles.eras import CENTRAL_2009_VERSION
from tests.mechanism.versions import NOW, OTHER, decision

RECOVERY = deadline_for(NOW, Rule.RECOVERY_PERIOD, date(2026, 3, 2), Nation.ENGLAND)
BEFORE, AFTER = date(2026, 3, 31), date(2026, 4, 1)
EVERYBODY = frozenset(TO_CONSULT)
NEGATIVE = decision(DecisionKind.CONCLUSIVE_GROUNDS)
POSITIVE = decision(DecisionKind.CONCLUSIVE_GROUNDS, outcome=Outcome.POSITIVE)
CHECKED = (Check(OTHER, NEGATIVE.text_hash),)


def test_nothing_is_decided_before_recovery_is_over() -> None:
    for refusal in (
        refusal_to_put_forward(NEGATIVE, RECOVERY, BEFORE, EVERYBODY),
        refusal_to_serve(NEGATIVE, CHECKED, RECOVERY, BEFORE),
        refusal_to_serve(POSITIVE, (), RECOVERY, BEFORE),
    ):
        assert refusal is not None
        assert refusal.code == "bar_crossed"


def test_an_override_lets_a_decision_come_before_recovery_is_over() -> None:
    leave = Override("officer", "person_asked")
    assert refusal_to_put_forward(NEGATIVE, RECOVERY, BEFORE, EVERYBODY, leave) is None
    assert refusal_to_serve(POSITIVE, (), RECOVERY, BEFORE, leave) is None


def test_a_negative_needs_everybody_asked_and_a_second_officer() -> None:
    refusal = refusal_to_put_forward(NEGATIVE, RECOVERY, AFTER, EVERYBODY - {"police"})
    assert refusal is not None
    assert (refusal.code, refusal.source) == ("not_consulted", "SEF-CGNEG")
    assert "police" in refusal.because
    assert refusal_to_put_forward(NEGATIVE, RECOVERY, AFTER, EVERYBODY) is None
    unchecked = refusal_to_serve(NEGATIVE, (), RECOVERY, AFTER)
    assert unchecked is not None
    assert unchecked.code == "no_second_officer"
    assert refusal_to_serve(NEGATIVE, CHECKED, RECOVERY, AFTER) is None


def test_a_positive_is_served_at_once_now_and_was_checked_in_2009() -> None:
    refusal = refusal_to_put_forward(POSITIVE, RECOVERY, AFTER, frozenset())
    assert refusal is not None
    assert refusal.code == "needs_no_second_officer"
    then = decision(DecisionKind.CONCLUSIVE_GROUNDS, outcome=Outcome.POSITIVE, version=CENTRAL_2009_VERSION)
    assert refusal_to_put_forward(then, RECOVERY, AFTER, frozenset()) is None


def test_a_decision_of_the_other_kind_or_without_reasons_is_refused() -> None:
    other = refusal_to_serve(decision(), (), RECOVERY, AFTER)
    assert other is not None
    assert other.code == "another_decision"
    empty = refusal_to_serve(decision(DecisionKind.CONCLUSIVE_GROUNDS, reasons=""), (), RECOVERY, AFTER)
    assert empty is not None
    assert empty.code == "no_reasons"
