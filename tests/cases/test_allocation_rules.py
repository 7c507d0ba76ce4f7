"""New cases find somebody by the rule of their team: in turn, or who has the least, and never somebody who is away."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from opennrm.cases.actions.absence import record_absence
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.allocation_rules import next_in_turn, set_allocation_rule
from opennrm.cases.allocation_rules import Way, ways_of
from opennrm.cases.casework_verification import check_casework
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.notifications.models import Message
from opennrm.partners.access import Actor, NotYours
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def _rule(way: str) -> Actor:
    manager = made.officer("manager")
    set_allocation_rule(made.authority_team().id, way=way, by=manager, at=timezone.now())
    return manager


def _away(who: Actor) -> None:
    day = legal_day(timezone.now())
    record_absence(who.account_id, from_on=day, until_on=day, cover=None, by=who, at=timezone.now())


def test_without_a_rule_nobody_holds_a_new_case() -> None:
    by = made.officer("caseworker")
    assert made.seen(made.referred(), by).owner_id is None
    assert ways_of([made.authority_team().id]) == {made.authority_team().id: Way.BY_HAND}


def test_in_turn_everybody_who_is_there_gets_the_same_and_is_told() -> None:
    people = [made.officer("caseworker") for _ in range(3)]
    manager = _rule("round_robin")
    _away(people[0])
    Message.objects.all().delete()
    held = Counter(made.seen(made.referred(), manager).owner_id for _ in range(4))
    assert held == {people[1].account_id: 2, people[2].account_id: 2}
    told = set(Message.objects.filter(recipient__isnull=False).values_list("recipient_id", flat=True))
    assert told == set(held)
    assert check_cases() == check_casework() == []


def test_whoever_has_the_least_gets_the_next() -> None:
    busy, free = made.officer("caseworker"), made.officer("caseworker")
    for _ in range(2):
        take_case(made.referred(), seen=0, by=busy, at=timezone.now())
    manager = _rule("least_loaded")
    assert [made.seen(made.referred(), manager).owner_id for _ in range(2)] == [free.account_id] * 2


def test_where_nobody_is_there_the_case_stays_with_the_team() -> None:
    only = made.officer("caseworker")
    manager = _rule("round_robin")
    _away(only)
    assert made.seen(made.referred(), manager).owner_id is None


def test_only_a_manager_of_the_team_sets_its_rule() -> None:
    team, now = made.authority_team().id, timezone.now()
    with pytest.raises(Refused, match="not_your_role"):
        set_allocation_rule(team, way="round_robin", by=made.officer("caseworker"), at=now)
    with pytest.raises(NotYours):
        set_allocation_rule(team, way="by_hand", by=made.officer("manager", in_team=made.authority_team("Z")), at=now)
    with pytest.raises(Refused, match="no_way"):
        _rule("by_chance")


def test_turns_go_round() -> None:
    ids = sorted(made.officer("caseworker").account_id for _ in range(3))
    assert [next_in_turn(ids, last) for last in (None, ids[0], ids[1], ids[2])] == [ids[0], ids[1], ids[2], ids[0]]
    assert next_in_turn([ids[0], ids[2]], ids[1]) == ids[2]
