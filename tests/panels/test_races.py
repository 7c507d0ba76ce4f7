"""Ten members vote and the chair closes at the same moment: the result is what was recorded, whoever came first.

Each panel is voted on by connections of their own. What was counted has to be what the kept votes come to by the law,
and a vote that was accepted before the end is among them.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError

from opennrm.mechanism.panels import voting as law
from opennrm.mechanism.refusal import Refused
from opennrm.panels.actions import hearings
from opennrm.panels.actions.voting import close, vote
from opennrm.panels.lawful import loaded
from opennrm.panels.models import Counted, Hearing, Seat
from opennrm.partners.access import Actor
from tests.faults.together import together
from tests.panels.pilot import Pilot, cases_by_hand, pilot

MEMBERS = 10


def heard(unit: Pilot, row: Hearing, actors: list[Actor], chair: Actor) -> list[str]:
    """All of them at once; gives for each what they were told: kept, or why not."""

    def one(number: int, now: Callable[[], object]) -> str:
        now()
        try:
            if number == MEMBERS:
                return close(row.id, by=chair, at=unit.at)
            vote(row.id, choice="positive" if number % 3 else "negative", by=actors[number], at=unit.at)
        except Refused as refused:
            return refused.refusal.code
        return "kept"

    return together(MEMBERS + 1, one)


def faults(unit: Pilot, row: Hearing, told: list[str], before: int) -> list[str]:
    """What is not as it was recorded."""
    stood, counted = loaded(Hearing.objects.get(id=row.id)), Counted.objects.filter(hearing=row).first()
    wrong = []
    if told[:MEMBERS].count("kept") != len(stood.ballots):
        wrong.append(f"{told.count('kept')} were told that their vote is kept, and {len(stood.ballots)} are")
    accounts = {ballot.account for ballot in stood.ballots}
    by_law = law.Hearing(rules=stood.rules, chair=stood.chair, members=stood.members, ballots=stood.ballots)
    # Closing what the last vote closed is closing the same votes.
    then = law.close(by_law, stood.chair)
    if then.state is not stood.state or then.result != stood.result:
        wrong.append("what was counted is not what the votes come to")
    decided = unit.cases.decided[before:]
    if len(decided) != (stood.state is law.State.DECIDED) or (counted is None) != (stood.result is None):
        wrong.append("the case was told something else")
    if decided and {str(each) for each in decided[0][2].heard} != accounts:
        wrong.append("who was heard is not who voted")
    return wrong


def panels(count: int, *, until_found: bool = False) -> list[str]:
    """So many panels of ten; gives all that was wrong."""
    wrong: list[str] = []
    with cases_by_hand() as laid:
        unit = pilot(laid, members=MEMBERS)
        first = unit.begun()
        actors, chair = [unit.actor(each) for each in unit.members], unit.actor(unit.chair)
        for _panel in range(count):
            row = again(unit, first)
            before = len(laid.decided)
            wrong += faults(unit, row, heard(unit, row, actors, chair), before)
            if wrong and until_found:
                break
    return wrong


def again(unit: Pilot, first: Hearing) -> Hearing:
    """Another case opened at the same sitting, with the same people on it."""
    case = unit.waits()
    row = Hearing.objects.get(id=first.id)
    seats = list(Seat.objects.filter(hearing=first))
    row.id, row.case_id, row.reference = uuid4(), case.case_id, case.reference
    row.save(force_insert=True)
    for seat in seats:
        seat.id, seat.hearing = uuid4(), row
    Seat.objects.bulk_create(seats)
    return row


@pytest.mark.django_db(transaction=True)
def test_what_twenty_panels_decided_in_a_race_is_what_was_recorded() -> None:
    assert panels(20) == []


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
def test_what_two_hundred_panels_decided_in_a_race_is_what_was_recorded() -> None:
    assert panels(200) == []


@pytest.mark.django_db(transaction=True)
def test_a_hearing_that_is_not_locked_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from opennrm.panels.actions import declaring, voting

    def unlocked(hearing_id: object) -> Hearing:
        return Hearing.objects.get(id=hearing_id)

    for module in (hearings, voting, declaring):
        monkeypatch.setattr(module, "locked_hearing", unlocked)
    found: list[str] = []
    try:
        found = panels(40, until_found=True)
    except IntegrityError as clash:  # two that count at once, and a row that is there already
        found = [type(clash).__name__]
    assert found
