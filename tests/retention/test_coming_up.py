"""When a record comes up: somebody who was a child when they were referred keeps the child's period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from opennrm.audit.record import command
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.cases.models import Case
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.referrals.staying import keep_date_of_birth
from opennrm.retention.actions.proposing import records_to_decide
from opennrm.retention.coming_up import coming_up_of
from tests.factories import cases as made
from tests.retention.records import ended, years_from_now

pytestmark = pytest.mark.django_db


def born_years_ago(years: int) -> str:
    today = legal_day(timezone.now())
    return date(today.year - years, today.month, min(today.day, 28)).isoformat()


@pytest.mark.proves("PRIV-06")
def test_a_child_who_grew_up_in_the_mechanism_keeps_the_childs_period() -> None:
    here = ended(child=True, date_of_birth=born_years_ago(17))
    Case.objects.filter(reference=here.reference).update(kind="adult")  # as on their eighteenth birthday
    # Six years would be over at 23; the schedule keeps a child's record until 25.
    assert [records_to_decide(years_from_now(years)) for years in (6, 7.5, 8.2)] == [0, 0, 1]


def test_whoever_was_treated_as_an_adult_and_was_not_yet_18_by_their_birth_was_a_child() -> None:
    at, by = timezone.now(), made.officer("caseworker")
    reference = made.referred(at=at)
    with command():  # as a decision on their age found it later
        keep_date_of_birth(Case.objects.get().person_id, date.fromisoformat(born_years_ago(17)))
    wish = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(at), evidence="I want to leave.")
    withdraw_case(reference, wish, seen=made.seen(reference, by).version, by=by, at=at)
    up = coming_up_of(Case.objects.get().id, legal_day(at))
    assert up is not None
    assert up.kept.is_child
    assert up.due_on > legal_day(at) + timedelta(days=7 * 365)


def test_a_case_that_goes_on_never_comes_up() -> None:
    made.referred()
    assert coming_up_of(Case.objects.get().id, legal_day(timezone.now())) is None
