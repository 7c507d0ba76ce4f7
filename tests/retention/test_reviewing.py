"""On the day on which a hold is to be looked at again, those who hold records are told, once, and see it in a list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.disclosure.actions.preparing import drop_disclosure
from opennrm.disclosure.models import Disclosure
from opennrm.disclosure.verification import check_disclosures
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.disclosing import LEFT_LYING_DAYS
from opennrm.notifications.models import Message
from opennrm.partners.roles import Permission
from opennrm.retention.actions.holding import end_hold, hold_record
from opennrm.retention.actions.reviewing import holds_to_review
from opennrm.retention.queries import disclosures_left_lying, held_of, holds_to_look_at
from tests.disclosure.records import Example
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


def lying_since(here: Example, days: int) -> None:
    """As if everything that was done about what leaves of a record had been done so many days earlier."""
    for row in Disclosure.objects.filter(case__reference=here.reference):
        for name in ("prepared_at", "decided_at", "checked_at"):
            when = getattr(row, name)
            setattr(row, name, when and when - timedelta(days=days))
        row.save()


def test_a_disclosure_that_nobody_went_on_with_is_listed_until_it_is_taken_out_or_given_up() -> None:
    here = Example(made.referred(), made.officer("records_officer"), made.officer("manager"))
    stranger, at = made.officer("records_officer", in_team=made.authority_team("Z")), timezone.now()
    begun, released, taken, dropped = (here.prepared() for _each in range(4))
    for disclosure in (released, taken):
        here.decided(disclosure)
        here.released(disclosure)
    here.taken(taken)
    drop_disclosure(here.reference, dropped, by=here.officer, at=at)
    case_id = made.seen(here.reference, here.officer).id
    for days, who, listed in (
        (LEFT_LYING_DAYS - 1, here.officer, []),
        (2, here.officer, [1, 2]),
        (0, stranger, []),
    ):
        lying_since(here, days)
        found = disclosures_left_lying(who, needs=Permission.KEEP_RECORDS, at=at)
        assert [each.number for each in found] == listed, (days, who)
    page = client_for(made.account_of(here.officer)).get("/retention/").content.decode()
    assert "Disclosures that nobody went on with" in page
    assert here.reference in page
    assert "Linh" not in page
    assert held_of([case_id]) == {case_id}
    # Of what was released and never left, nothing left: it is given up like the other.
    for disclosure in (begun, released):
        drop_disclosure(here.reference, disclosure, by=here.officer, at=at)
    assert held_of([case_id]) == set()
    assert disclosures_left_lying(here.officer, needs=Permission.KEEP_RECORDS, at=at) == []
    assert check_disclosures() == []
