"""Cases are read by name of who asks, as access rows say, with their decisions and checks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.models import CaseAccess
from opennrm.cases.queries import (
    authority_of,
    case_for,
    clocks_of,
    decisions_of,
    guidance_title,
    standing_decision,
    standing_of,
)
from opennrm.partners.access import NotYours
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_access_ends_at_its_moment() -> None:
    reference, by, now = made.referred(), made.officer("caseworker"), timezone.now()
    CaseAccess.objects.update(until_at=now)
    assert case_for(by, reference, at=now - timedelta(microseconds=1)).reference == reference
    with pytest.raises(NotYours):
        case_for(by, reference, at=now)


def test_a_stranger_and_a_reference_that_is_not_there_are_one_answer() -> None:
    reference, at = made.referred(), timezone.now()
    for asker, asked in ((made.referrer(), reference), (made.officer("caseworker"), "NRM-0000-0000")):
        with pytest.raises(NotYours):
            case_for(asker, asked, at=at)
    with pytest.raises(NotYours):
        authority_of("NRM-0000-0000")


def test_a_decision_is_read_with_the_check_that_stands() -> None:
    reference, author = made.referred(), made.officer("caseworker")
    made.decided(reference, "negative", by=author)
    case_id = made.seen(reference, author).id
    before = standing_decision(case_id)
    assert before is not None
    assert before.countersigned is None
    made.checked(reference, by=made.officer("second_officer", name="Ruth Alder"))
    after = standing_decision(case_id)
    assert after is not None
    assert after.countersigned is not None
    assert after.countersigned.checked_by == "Ruth Alder"
    made.decided(reference, "negative", by=author)
    assert [(d.state, d.countersigned is not None) for d in decisions_of(case_id)] == [
        ("replaced", False),
        ("put_forward", False),
    ]


def test_a_referrer_may_know_where_it_stands() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    assert standing_of([reference])[reference].reasonable_grounds == ""
    made.decided(reference, "positive", by=by)
    assert standing_of([reference])[reference].reasonable_grounds == "positive"
    assert clocks_of(made.seen(reference, by).id)[0].rule in ("recovery_period", "reasonable_grounds_decision")


def test_a_decision_names_its_guidance_by_title_also_guidance_that_came_later() -> None:
    assert guidance_title("borders_act_2023", "statutory-guidance-2023-01-30").startswith("Modern slavery: statutory")
    assert "February 2024" in guidance_title("borders_act_2023", "statutory-guidance-2024-02")
    assert guidance_title("borders_act_2023", "never-written") == "never-written"
