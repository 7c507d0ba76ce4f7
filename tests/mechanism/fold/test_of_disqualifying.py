"""A history in which one officer disqualified somebody alone, or without positive reasonable grounds, is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from opennrm.mechanism.fold.facts import Broken, CaseFacts, DecisionState, Entry
from opennrm.mechanism.fold.of_disqualifying import TAKES
from opennrm.mechanism.vocabulary import DecisionKind, Outcome

TEXT = {"outcome": "disqualified", "ground": "bad_faith", "text_hash": "a" * 64}
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
POSITIVE = CaseFacts(
    decisions={**CaseFacts().decisions, DecisionKind.REASONABLE_GROUNDS: DecisionState(outcome=Outcome.POSITIVE)}
)


def _after(case: CaseFacts, *happened: tuple[str, str | None]) -> CaseFacts:
    for kind, by in happened:
        case = TAKES[kind](case, Entry(kind, TEXT, NOON, by))
    return case


def test_two_officers_decide() -> None:
    case = _after(POSITIVE, ("DisqualificationProposed", "one"), ("DisqualificationDecided", "two"))
    assert case.disqualifications == (("a" * 64, "agreed", "one", "two"),)


@pytest.mark.parametrize(
    ("case", "happened"),
    [
        (CaseFacts(), [("DisqualificationProposed", "one")]),
        (POSITIVE, [("DisqualificationDecided", "two")]),
        (POSITIVE, [("DisqualificationProposed", "one"), ("DisqualificationDecided", "one")]),
        (POSITIVE, [("DisqualificationProposed", "one"), ("DisqualificationReturned", None)]),
        (POSITIVE, [("DisqualificationProposed", "one"), ("DisqualificationProposed", "two")]),
    ],
)
def test_what_cannot_have_happened(case: CaseFacts, happened: list[tuple[str, str | None]]) -> None:
    with pytest.raises(Broken):
        _after(case, *happened)


def test_another_text_than_what_was_proposed_is_not_what_was_checked() -> None:
    case = replace(POSITIVE, disqualifications=(("b" * 64, "proposed", "one", ""),))
    with pytest.raises(Broken):
        _after(case, ("DisqualificationDecided", "two"))
