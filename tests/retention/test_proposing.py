"""On the day that its time is over a record comes up, once; on hold or kept longer it does not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opennrm.audit.queries import events_of_case
from opennrm.disclosure.actions.preparing import drop_disclosure
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.retention.actions.deciding import Decision, confirm_erasures, decide_batch
from opennrm.retention.actions.holding import end_hold, hold_record
from opennrm.retention.actions.proposing import records_to_decide
from opennrm.retention.models import Proposal
from opennrm.retention.queries import tombstone_of
from tests.disclosure.records import Example
from tests.factories import cases as made
from tests.retention.records import ended, years_from_now

pytestmark = pytest.mark.django_db


@pytest.mark.proves("PRIV-06", "14.2.7")
def test_a_record_comes_up_on_its_day_and_once() -> None:
    here, goes_on = ended(), made.referred()
    assert records_to_decide(years_from_now(5.9)) == 0
    assert [records_to_decide(years_from_now(6)) for _twice in range(2)] == [1, 0]
    row = here.proposal()
    assert (row.record_class, row.action, row.schedule, row.state) == (
        *("case_withdrawn", "erase", "assumed-1", "proposed"),
    )
    event = events_of_case(here.reference)[-1]
    assert (event.kind, event.by, event.facts["proposal"]) == ("RecordProposed", None, str(row.id))
    assert not Proposal.objects.filter(case__reference=goes_on).exists()


@pytest.mark.proves("PRIV-06")
def test_a_record_on_hold_does_not_come_up_whatever_its_day_until_the_hold_ends() -> None:
    here, at = ended(), years_from_now(1)
    review_on = legal_day(at) + timedelta(days=90)
    hold = hold_record(here.reference, because="An inquest.", review_on=review_on, by=here.officer, at=at)
    assert records_to_decide(years_from_now(40)) == 0
    end_hold(here.reference, hold, because="It is over.", by=here.second, at=years_from_now(40))
    assert records_to_decide(years_from_now(40)) == 1


@pytest.mark.proves("PRIV-06")
def test_what_people_keep_comes_up_again_on_the_day_until_which_they_keep_it() -> None:
    here = ended()
    assert records_to_decide(years_from_now(6)) == 1
    until = legal_day(years_from_now(9))
    decide_batch([here.proposal().id], Decision("keep", "A claim.", until), by=here.officer, at=years_from_now(6))
    assert [records_to_decide(years_from_now(years)) for years in (8.9, 9, 9)] == [0, 1, 0]


@pytest.mark.proves("PRIV-06")
def test_a_record_of_which_something_is_on_its_way_to_leave_is_neither_proposed_nor_erased() -> None:
    here = ended()
    pack = Example(here.reference, here.officer, here.second)
    disclosure = pack.prepared()
    assert records_to_decide(years_from_now(6)) == 0
    drop_disclosure(here.reference, disclosure, by=here.officer, at=years_from_now(6))
    assert records_to_decide(years_from_now(6)) == 1
    proposal, erase = here.proposal().id, Decision("erase", "Kept long enough.")
    # Between the steps a person asks for their data: as long as that is on its way, their record stays.
    disclosure = pack.prepared()
    with pytest.raises(Refused, match="held"):
        decide_batch([proposal], erase, by=here.officer, at=years_from_now(6))
    pack.decided(disclosure)
    pack.released(disclosure)
    with pytest.raises(Refused, match="held"):  # released, and nobody has taken it out
        decide_batch([proposal], erase, by=here.officer, at=years_from_now(6))
    pack.taken(disclosure)
    decide_batch([proposal], erase, by=here.officer, at=years_from_now(6))
    pack.prepared()
    with pytest.raises(Refused, match="held"):
        confirm_erasures([proposal], agreed=True, by=here.second, at=years_from_now(6))
    confirm_erasures([proposal], agreed=False, by=here.second, at=years_from_now(6))
    assert tombstone_of(here.reference) is None


@pytest.mark.proves("PRIV-06")
def test_a_childs_record_comes_up_at_the_age_of_the_schedule_and_not_before() -> None:
    today = legal_day(years_from_now(0))
    here = ended(child=True, date_of_birth=today.replace(year=today.year - 10).isoformat())
    assert [records_to_decide(years_from_now(years)) for years in (6, 14.9, 15.1)] == [0, 0, 1]
    assert here.proposal().action == "erase"
