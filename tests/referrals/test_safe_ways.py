"""Replacing the ways by which letters reach somebody: one stands, and each end is told."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.audit.record import command
from opennrm.referrals.models import SafeContact
from opennrm.referrals.safe_ways import replace_safe_ways
from opennrm.referrals.verification import check_referrals
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_the_earlier_way_ends_by_somebody_and_both_are_told() -> None:
    reference, by = made.referred(), made.officer("caseworker").account_id
    with command():
        replace_safe_ways(
            reference,
            audience="person",
            channel="hand_over",
            addressee="",
            lines=(),
            confirmed_safe=False,
            at=timezone.now(),
            by=by,
        )
    assert SafeContact.objects.get(ended_at__isnull=True).channel == "hand_over"
    assert SafeContact.objects.get(ended_at__isnull=False).ended_by_id == by
    told = [event.kind for event in events_of_case(reference) if event.kind.startswith("SafeContact")]
    assert told == ["SafeContactRecorded", "SafeContactEnded", "SafeContactRecorded"]
    assert check_referrals() == []


def test_an_end_behind_the_back_of_the_history_is_found() -> None:
    reference, by = made.referred(), made.officer("caseworker").account_id
    SafeContact.objects.update(ended_at=timezone.now(), ended_by_id=by)
    assert [found.reference for found in check_referrals()] == [reference]
