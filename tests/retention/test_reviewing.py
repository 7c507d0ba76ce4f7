"""On the day on which a hold is to be looked at again, those who hold records are told, once, and see it in a list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.mechanism.calendar import legal_day
from opennrm.notifications.models import Message
from opennrm.partners.roles import Permission
from opennrm.retention.actions.holding import end_hold, hold_record
from opennrm.retention.actions.reviewing import holds_to_review
from opennrm.retention.queries import held_of, holds_to_look_at
from tests.factories import cases as made
from tests.factories.partners import client_for

pytestmark = pytest.mark.django_db


def test_a_hold_whose_day_has_come_is_told_once_to_those_who_hold_records_and_goes_on() -> None:
    officer, manager, reference = made.officer("records_officer"), made.officer("manager"), made.referred()
    stranger, at = made.officer("records_officer", in_team=made.authority_team("Z")), timezone.now()
    day = legal_day(at) + timedelta(days=30)
    hold = hold_record(reference, because="An inquest.", review_on=day, by=officer, at=at)
    then = at + timedelta(days=31)
    Message.objects.all().delete()
    assert [holds_to_review(when) for when in (at, then, then)] == [0, 1, 0]
    told = set(Message.objects.filter(recipient__isnull=False).values_list("recipient_id", flat=True))
    assert told == {officer.account_id, manager.account_id}
    event = events_of_case(reference)[-1]
    assert (event.kind, event.by, event.facts["hold"]) == ("HoldReviewDue", None, str(hold))
    case_id = made.seen(reference, officer).id
    assert held_of([case_id]) == {case_id}
    for who, due in ((officer, [reference]), (stranger, [])):
        found = holds_to_look_at(who, needs=Permission.KEEP_RECORDS, at=then)
        assert [each.reference for each in found] == due
    end_hold(reference, hold, because="It is over.", by=officer, at=then)
    assert holds_to_look_at(officer, needs=Permission.KEEP_RECORDS, at=then) == []


def test_the_page_of_records_lists_the_holds_to_look_at() -> None:
    officer, at = made.officer("records_officer"), timezone.now()
    reference = made.referred(at=at - timedelta(days=31))
    # Placed a month ago, to be looked at by now.
    told = {"because": "An inquest.", "review_on": legal_day(at)}
    hold_record(reference, **told, by=officer, at=at - timedelta(days=30))  # type: ignore[arg-type]
    page = client_for(made.account_of(officer)).get("/retention/").content.decode()
    assert "Holds that are to be looked at again" in page
    assert reference in page
    assert "An inquest." in page
