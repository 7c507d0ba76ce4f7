"""A work list holds the cases of one's own team, the most pressing first, a page at a time."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from opennrm.cases import worklists
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.flags import set_flags
from opennrm.cases.worklists import Asked, work_list
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.stages import OPEN_STAGES
from opennrm.partners.access import Actor
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


def listed(by: Actor, after: str | None = None, **asked: Any) -> list[str]:
    return [row.reference for row in work_list(by, OPEN, Asked(**asked), after=after).rows]


def test_each_filter_narrows_the_list() -> None:
    by, other = made.officer("caseworker"), made.officer("caseworker", name="Bea Lock")
    adult, child = made.referred(at=made.days_ago(40)), made.referred(at=made.days_ago(3), child=True)
    take_case(child, seen=0, by=other, at=timezone.now())
    set_flags(adult, raised=["detained"], lowered=(), by=by, at=timezone.now())
    case = made.seen(adult, by)
    today = legal_day(timezone.now())
    assert listed(by, kind="child") == listed(by, holders=(other.account_id,)) == [child]
    assert listed(by, flag="detained") == listed(by, unallocated=True) == listed(by, due_until=today) == [adult]
    assert listed(by, holders=(by.account_id,)) == listed(by, flag="dependants") == []
    assert listed(by, nation=case.nation, kind="adult") == [adult]
    assert listed(by, received_from=case.received_on, received_until=case.received_on) == [adult]
    assert listed(by, received_from=case.received_on) == [adult, child]
    assert listed(by, team=case.owner_team_id) == [adult, child]
    assert listed(by, team=by.account_id) == []
    assert [row.flags for row in work_list(by, OPEN).rows] == [("detained",), ()]


def test_a_list_in_the_order_of_receipt_is_paged_in_that_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklists, "PAGE", 2)
    by = made.officer("caseworker")
    sent = [made.referred(at=made.days_ago(days)) for days in (30, 12, 3)]
    asked = Asked(received_from=legal_day(made.days_ago(31)))
    first = work_list(by, OPEN, asked)
    second = work_list(by, OPEN, asked, after=first.after)
    assert [row.reference for row in (*first.rows, *second.rows)] == sent
    assert (len(first.rows), second.after) == (2, None)
