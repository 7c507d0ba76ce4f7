"""A work list holds the cases of one's own team, the most pressing first, a page at a time."""

from __future__ import annotations

import pytest

from opennrm.cases import worklists
from opennrm.cases.worklists import work_list
from opennrm.mechanism.stages import OPEN_STAGES
from tests.factories import cases as made

pytestmark = pytest.mark.django_db
OPEN = tuple(stage.value for stage in OPEN_STAGES)


def test_the_most_pressing_case_stands_first_and_pages_follow_without_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    by = made.officer("caseworker")
    sent = [made.referred(at=made.days_ago(days)) for days in (3, 12, 30)]
    assert [row.reference for row in work_list(by, OPEN).rows] == sent[::-1]
    monkeypatch.setattr(worklists, "PAGE", 2)
    first = work_list(by, OPEN)
    second = work_list(by, OPEN, after=first.after)
    assert [row.reference for row in (*first.rows, *second.rows)] == sent[::-1]
    assert second.after is None


def test_another_team_sees_none_of_it_and_a_wrong_place_is_the_beginning() -> None:
    made.referred()
    assert work_list(made.officer("caseworker", in_team=made.authority_team("Z")), OPEN).rows == ()
    assert len(work_list(made.officer("caseworker"), OPEN, after="nonsense~").rows) == 1


def test_only_the_stages_asked_for_are_listed() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    made.decided(reference, "positive", by=by)
    assert work_list(by, ("reasonable_grounds_pending",)).rows == ()
    assert [row.stage for row in work_list(by, ("recovery",)).rows] == ["recovery"]
