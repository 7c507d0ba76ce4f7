"""What follows from a notification, and from a referral that says it follows one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from opennrm.audit.queries import events_of_case
from opennrm.cases.verification import check_cases
from opennrm.duty_to_notify.verification import check_notifications
from opennrm.notifications.models import Message
from opennrm.referrals.queries import answers_of
from opennrm.referrals.verification import check_referrals
from tests.factories import cases
from tests.factories import notifications as made

pytestmark = pytest.mark.django_db
AGREED: dict[str, Any] = {"notified_before": "yes", "notification_may_be_kept": "yes"}


def test_those_who_triage_for_the_force_have_work_once_and_nobody_else() -> None:
    triage = made.triage()
    made.notified()
    made.notified(named=True)
    assert list(Message.objects.values_list("recipient_id", flat=True)) == [triage.account_id]


def test_a_referral_keeps_the_reference_where_the_person_agreed() -> None:
    by = cases.referrer()
    notification = made.notified(by)
    reference = cases.referred(by, **AGREED, notification_reference=notification.lower())
    followed = [event for event in events_of_case(reference) if event.kind == "ReferralFollowedNotification"]
    assert [event.facts for event in followed] == [{"notification_kind": "anonymous"}]
    assert answers_of(reference)["notification_reference"] == notification.lower()
    assert check_cases() == check_referrals() == check_notifications() == []


def test_the_side_of_the_notification_says_nothing_of_the_referral() -> None:
    by = cases.referrer()
    notification = made.notified(by)
    reference = cases.referred(by, **AGREED, notification_reference=notification)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM duty_to_notify_anonymous t WHERE t::text LIKE %s", [f"%{reference}%"])
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM audit_event WHERE body LIKE %s AND body LIKE %s",
            [f"%{reference}%", f"%{notification}%"],
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("whose", ["of nobody", "of another organisation"])
def test_a_reference_that_is_not_known_is_kept_and_neither_refused_nor_told_of(whose: str) -> None:
    typed = "DTN-0000-0000-00" if whose == "of nobody" else made.notified(cases.referrer())
    reference = cases.referred(cases.referrer(), **AGREED, notification_reference=typed)
    assert answers_of(reference)["notification_reference"] == typed
    assert "ReferralFollowedNotification" not in {event.kind for event in events_of_case(reference)}
    assert check_cases() == check_referrals() == check_notifications() == []


def test_without_their_agreement_nothing_is_kept() -> None:
    reference = cases.referred(notified_before="yes", notification_may_be_kept="no")
    assert "notification_reference" not in answers_of(reference)
    assert "ReferralFollowedNotification" not in {event.kind for event in events_of_case(reference)}
