"""A caseworker records what the lawyer told of leave; the history, the dossier and verify know it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.leave import record_leave
from opennrm.cases.second_stage import second_stage_of
from opennrm.cases.verification import check_cases
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.leave import LeaveTold
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import NotYours
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


def test_what_was_told_is_kept_once_and_an_earlier_record_stays() -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    reference = house.adult()
    then, by = house.recovered(reference, 32), house.actor("caseworker")
    day = legal_day(then.at)
    refused = LeaveTold("refused", "legal_representative", day, day)
    with pytest.raises(Refused) as early:
        record_leave(reference, refused, words="", token="early", by=by, at=then.at)
    assert "once a positive decision" in early.value.refusal.because
    then.conclude(reference, "positive")
    serve_if_it_waits(then, reference)
    for _ in range(2):
        record_leave(reference, refused, words="No reasons were sent.", token="one", by=by, at=then.at)
    granted = LeaveTold("granted", "person", day, day, day + timedelta(days=365))
    record_leave(reference, granted, words="", token="two", by=by, at=then.at)
    kept = second_stage_of(house.case(reference).id).leaves
    assert [(each.outcome, each.words) for each in kept] == [("refused", "No reasons were sent."), ("granted", None)]
    told = [event.facts for event in events_of_case(reference) if event.kind == "LeaveRecorded"]
    assert [each["outcome"] for each in told] == ["refused", "granted"]
    assert "No reasons" not in str(told)
    with pytest.raises((Refused, NotYours)):
        record_leave(reference, granted, words="", token="three", by=house.actor("officer"), at=then.at)
    assert check_cases() == []
    for change in ("UPDATE cases_leave SET until = until + 1", "DELETE FROM cases_leave"):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(change)
            assert any("text" in each.what for each in check_cases())
            transaction.set_rollback(True)


def test_the_page_records_it_and_the_case_shows_by_when_to_ask_again() -> None:
    house = referrals.house(timezone.now() - timedelta(days=60))
    reference = house.adult()
    then = house.recovered(reference, 32)
    then.conclude(reference, "positive")
    serve_if_it_waits(then, reference)
    client, day = partners.client_for(house.caseworker), legal_day(timezone.now())
    assert f"/cases/{reference}/leave/" in client.get(f"/cases/{reference}/").content.decode()
    typed = {f"told_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    typed |= {"outcome": "refused", "told_by": "person", "words": "She rang.", "token": "one"}
    wrong = client.post(f"/cases/{reference}/leave/", typed)
    assert wrong.status_code == 422
    assert "Give the day of the decision on leave" in wrong.content.decode()
    assert "She rang." in wrong.content.decode()
    typed |= {f"decided_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    assert client.post(f"/cases/{reference}/leave/", typed).status_code == 302
    shown = client.get(f"/cases/{reference}/").content.decode()
    assert "30 calendar days from" in shown
    assert "She rang." in client.get(f"/cases/{reference}/leave/").content.decode()


def serve_if_it_waits(then: referrals.House, reference: str) -> None:
    """A positive needs no second officer here; where it does, it is checked and served."""
    if then.case(reference).stage.endswith("_to_check"):
        then.check(reference)
    if then.case(reference).stage.endswith("_checked"):
        then.serve(reference)
