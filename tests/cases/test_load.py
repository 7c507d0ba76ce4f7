"""What a team carries is counted per person, stage and age, in the teams that one manages."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.cases.actions.allocation import take_case
from opennrm.cases.load import Carried, added_up, load_of
from opennrm.mechanism.calendar import legal_day
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_late_and_soon_and_old_are_told_apart() -> None:
    manager, by = made.officer("manager"), made.officer("caseworker")
    today = legal_day(timezone.now())
    for days in (1, 31, 100):
        take_case(made.referred(at=made.days_ago(days)), seen=0, by=by, at=timezone.now())
    made.referred(at=made.days_ago(400))
    loads = load_of(manager, today)
    assert sorted((load.age, load.owner_id == by.account_id) for load in loads) == [
        (0, True), (1, True), (2, True), (4, False),
    ]  # fmt: skip
    assert added_up(loads) == Carried(cases=4, late=3, soon=1)
    assert added_up([]) == Carried()


def test_only_the_teams_that_one_manages_are_counted() -> None:
    made.referred()
    today = legal_day(timezone.now())
    assert load_of(made.officer("caseworker"), today) == []
    assert load_of(made.officer("manager", in_team=made.authority_team("Z")), today) == []
