"""A record is put on hold and the hold is ended, each for a reason, in cases of one's own team."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from opennrm.retention.actions.holding import end_hold, hold_record
from opennrm.retention.queries import held_of, holds_of
from tests.factories import cases as made

pytestmark = pytest.mark.django_db


def test_a_hold_is_placed_and_ended_once_and_its_row_stays() -> None:
    reference, by, at = made.referred(), made.officer("records_officer"), timezone.now()
    case_id = made.seen(reference, by).id
    hold = hold_record(reference, because=" A court. ", review_on=legal_day(at) + timedelta(days=9), by=by, at=at)
    assert held_of([case_id]) == {case_id}
    for _twice in range(2):
        end_hold(reference, hold, because="It is over.", by=by, at=at)
    assert held_of([case_id]) == set()
    (read,) = holds_of(case_id)
    assert (read.because, read.ended_because, read.ended_by) == ("A court.", "It is over.", "Sam Okoro")
    kinds = [event.kind for event in events_of_case(reference)]
    assert (kinds.count("RecordHeld"), kinds.count("HoldEnded")) == (1, 1)


def test_a_hold_needs_a_reason_a_day_a_role_and_ones_own_team() -> None:
    reference, by, at = made.referred(), made.officer("records_officer"), timezone.now()
    day = legal_day(at) + timedelta(days=9)
    with pytest.raises(Refused, match="no_reason"):
        hold_record(reference, because=" ", review_on=day, by=by, at=at)
    with pytest.raises(Refused, match="no_day_to_come"):
        hold_record(reference, because="A court.", review_on=legal_day(at), by=by, at=at)
    with pytest.raises(Refused, match="not_your_role"):
        hold_record(reference, because="A court.", review_on=day, by=made.officer("caseworker"), at=at)
    stranger = made.officer("records_officer", in_team=made.authority_team("Z"))
    with pytest.raises(NotYours):
        hold_record(reference, because="A court.", review_on=day, by=stranger, at=at)
    hold = hold_record(reference, because="A court.", review_on=day, by=by, at=at)
    with pytest.raises(Refused, match="no_reason"):
        end_hold(reference, hold, because="", by=by, at=at)
    with pytest.raises(NotYours):
        end_hold(made.referred(), hold, because="It is over.", by=by, at=at)
