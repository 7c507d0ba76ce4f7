"""Queues count what waits in one's own teams, and how much of it nobody holds, up to a number."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.cases import queues
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.queues import Queue, queues_of
from opennrm.mechanism.stages import OPEN_STAGES
from tests.factories import cases as made

pytestmark = pytest.mark.django_db
OPEN = tuple(stage.value for stage in OPEN_STAGES)


def test_each_stage_is_counted_in_its_team(monkeypatch: pytest.MonkeyPatch) -> None:
    by = made.officer("caseworker")
    taken, decided, _ = made.referred(), made.referred(), made.referred()
    take_case(taken, seen=0, by=by, at=timezone.now())
    made.decided(decided, "negative", by=by)
    team = made.authority_team().id
    pending = Queue(team, "reasonable_grounds_pending", 2, 1)
    assert queues_of(by, OPEN) == [pending, Queue(team, "reasonable_grounds_to_check", 1, 0)]
    assert queues_of(made.officer("caseworker", in_team=made.authority_team("Z")), OPEN) == []
    monkeypatch.setattr(queues, "MANY", 0)
    assert queues_of(by, OPEN)[0].cases == 1
