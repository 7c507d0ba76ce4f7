"""Who is away now is not who will be away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.cases.absences import absences_of, away_on
from opennrm.cases.actions.absence import record_absence
from opennrm.mechanism.calendar import legal_day
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_the_nearest_absence_stands_first_and_one_to_come_is_not_yet() -> None:
    by, at = made.officer("caseworker"), timezone.now()
    today = legal_day(at)
    for days in (30, 10):
        day = today + timedelta(days=days)
        record_absence(by.account_id, from_on=day, until_on=day, cover=None, by=by, at=at)
    rows = absences_of([by.account_id], today)
    assert [row.from_on - today for row in rows] == [timedelta(days=10), timedelta(days=30)]
    assert away_on([by.account_id], today) == set()
    assert absences_of([], today) == []
