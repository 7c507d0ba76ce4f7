"""The pages on which records are decided on: what is wrong is named, and nobody confirms their own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from opennrm.retention.models import Hold, Proposal
from opennrm.retention.queries import notifications_to_review
from tests.disclosure.records import Example
from tests.factories import cases as made
from tests.factories import notifications
from tests.factories.partners import client_for
from tests.retention.records import proposed
from tests.web.disclosure.test_disclosing import opened

pytestmark = pytest.mark.django_db


def test_a_record_is_decided_on_and_confirmed_by_another() -> None:
    here, proposal = proposed()
    officer, second = (client_for(made.account_of(each)) for each in (here.officer, here.second))
    page = officer.get("/retention/").content.decode()
    assert here.reference in page
    assert "Nobody has verified these periods: they are an assumption of this product." in page
    sent = {"proposal": [str(proposal)], "decision": "erase", "because": "Kept long enough."}
    for changed, said in (
        ({"proposal": []}, "Choose the records that you decide on."),
        ({"decision": "burn"}, "Choose what becomes of them."),
        ({"decision": "keep"}, "Write a day to come"),
        ({"because": " "}, "Write why."),
    ):
        answer = officer.post("/retention/", sent | changed)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), said
    assert officer.post("/retention/", sent | {"proposal": ["nonsense"]}).status_code == 404
    assert officer.post("/retention/", sent).status_code == 302
    assert here.reference not in officer.get("/retention/erasures/").content.decode()
    confirmed = {"proposal": [str(proposal)], "agreed": "yes"}
    assert officer.post("/retention/erasures/", confirmed).status_code == 422
    assert second.post("/retention/erasures/", confirmed | {"agreed": ""}).status_code == 422
    assert second.post("/retention/erasures/", confirmed).status_code == 302
    assert list(Proposal.objects.values_list("state", flat=True)) == ["erased"]


def test_a_hold_is_placed_and_ended_on_pages() -> None:
    here, _proposal = proposed()
    client = opened(Example(here.reference, here.officer, here.second))
    place = f"/cases/{here.reference}/holds/place/"
    assert client.post(place, {"because": "A court."}).status_code == 422
    day = {"review-day": "1", "review-month": "3", "review-year": "2040"}
    assert client.post(place, {"because": "A court.", **day}).status_code == 302
    hold = Hold.objects.get()
    end = f"/cases/{here.reference}/holds/{hold.id}/end/"
    assert end in client.get(f"/cases/{here.reference}/disclosures/").content.decode()
    assert client.post(end, {"because": ""}).status_code == 422
    assert client.post(end, {"because": "It is over."}).status_code == 302
    assert client.get(end.replace(str(hold.id), "00000000-0000-0000-0000-000000000000")).status_code == 404


def test_notifications_whose_time_is_over_are_proposed_by_number_and_named_to_nobody() -> None:
    then = timezone.now() - timedelta(days=6 * 366)
    old = [notifications.notified(at=then, named=named) for named in (False, True)]
    fresh = notifications.notified()
    made.authority_team()
    client = client_for(made.account_of(made.officer("records_officer")))
    page = client.get("/retention/").content.decode()
    assert "Notifications whose time is over" in page
    assert [f"1 {kind}, sent in {then.year}" in page for kind in ("anonymous", "named")] == [True, True]
    assert "Notification: 6 years from when it was sent, then review" in page
    assert [each for each in (*old, fresh) if each in page] == []
    assert [kind.value for _year, kind, _count in notifications_to_review(timezone.now())] == ["anonymous", "named"]
    assert notifications_to_review(then) == []
