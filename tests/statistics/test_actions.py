"""Facts are made once from each event, and come out the same when they are made again."""

from __future__ import annotations

import pytest

from opennrm.statistics.actions import catch_up, start_again
from opennrm.statistics.models import Fact
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def everything() -> list[tuple[object, ...]]:
    return list(Fact.objects.order_by("seq").values_list())


def test_each_event_is_counted_once() -> None:
    reference = made.referred(child=True)
    assert catch_up() == 2, "the referral, and which authority has its case"
    assert catch_up() == 0
    made.decided(reference, "positive", by=made.officer("caseworker"))
    assert catch_up() == 1
    decision = Fact.objects.get(what="reasonable_grounds")
    assert (decision.kind, decision.age, decision.outcome, decision.days) == ("child", "under_18", "positive", 0)


def test_made_again_the_facts_are_the_same() -> None:
    made.decided(made.referred(), "positive", by=made.officer("caseworker"))
    catch_up()
    before = everything()
    assert start_again() == len(before) == 3
    assert everything() == before
