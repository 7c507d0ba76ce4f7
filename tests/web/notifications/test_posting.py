"""The pages of the post: what is to be taken out of a batch, and a list that ends where it ends."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.cases.actions.posting import make_post_batch
from opennrm.cases.actions.restricting import restrict_case
from opennrm.notifications.models import Message, PostBatch
from tests.factories import cases as made
from tests.factories import partners
from tests.factories.need import answer, goes_by

pytestmark = pytest.mark.django_db


def test_a_batch_is_posted_only_once_somebody_ticks_that_what_was_stopped_is_out() -> None:
    manager, reference = made.officer("manager"), made.referred()
    made.decided(reference, "positive", by=made.officer("caseworker"))
    (batch_id,) = make_post_batch(by=manager, at=timezone.now())
    client, address = partners.client_for(made.account_of(manager)), f"/post/{batch_id}/"
    assert "Take out before posting" not in client.get(address).content.decode()
    Message.objects.filter(batch_id=batch_id).update(state="ended")
    assert f"Take out before posting: {reference}" in client.get(address).content.decode()
    refused = client.post(address)
    assert refused.status_code == 422
    assert 'href="#taken_out"' in refused.content.decode()
    assert PostBatch.objects.get().posted_at is None
    assert client.post(address, {"taken_out": "yes"}).status_code == 302
    assert PostBatch.objects.get().posted_at is not None


@pytest.mark.parametrize("page", ["2", "1000000000000000", "no"])
def test_a_page_past_the_end_is_not_there(page: str) -> None:
    client = partners.client_for(made.account_of(made.officer("manager")))
    assert client.get("/post/").status_code == 200
    assert client.get(f"/post/?page={page}").status_code == 404


def a_letter_of(reference: str) -> None:
    made.decided(reference, "positive", by=made.officer("caseworker"))


@pytest.mark.proves("AZ-04", "AZ-05")
def test_a_manager_off_the_list_finds_no_letter_no_batch_and_no_count_of_a_restricted_case() -> None:
    listed, other = made.officer("manager", name="Mina Grove"), made.officer("manager", name="Max Hill")
    reference = made.referred()
    a_letter_of(reference)
    case = made.seen(reference, listed)
    people = {listed.account_id, case.owner_id or listed.account_id}
    restrict_case(reference, because="operation", people=people, seen=case.version, by=listed, at=timezone.now())
    off, on = (partners.client_for(made.account_of(each)) for each in (other, listed))
    assert "No letter waits for the post" in off.get("/post/").content.decode()
    assert off.post("/post/").status_code == 422
    assert "only people on their lists can print" in on.get("/post/").content.decode()
    address = on.post("/post/").headers["Location"]
    pdf = f"{address.rstrip('/')}.pdf"
    assert on.get(pdf).headers["Content-Type"] == "application/pdf"
    never = str(uuid4())
    hidden = address.rstrip("/").rpartition("/")[2]
    for path, method in ((address, "get"), (pdf, "get"), (address, "post")):
        told = answer(off, path, method, hidden)
        assert told[0] == 404
        assert [event.kind for event in latest_events(1)] == ["AccessRefused"]
        assert told == answer(off, path.replace(hidden, never), method, never)
    assert answer(on, address, reference=hidden) != answer(on, address.replace(hidden, never), reference=never)
    assert address not in off.get("/post/").content.decode()


def test_making_and_printing_a_batch_ask_to_confirm_first(monkeypatch: pytest.MonkeyPatch) -> None:
    manager, reference = made.officer("manager"), made.referred()
    a_letter_of(reference)
    client = partners.client_for(made.account_of(manager))
    address = client.post("/post/").headers["Location"]
    a_letter_of(made.referred())
    goes_by(monkeypatch, minutes=10)
    assert client.post("/post/").status_code == 403
    assert PostBatch.objects.count() == 1
    asked = client.get(f"{address.rstrip('/')}.pdf")
    assert asked.status_code == 403
    assert b"Confirm that it is you" in asked.content


def test_the_page_of_a_batch_that_was_posted_leads_to_no_print() -> None:
    manager = made.officer("manager")
    a_letter_of(made.referred())
    client = partners.client_for(made.account_of(manager))
    address = client.post("/post/").headers["Location"]
    pdf = f"{address.rstrip('/')}.pdf"
    assert pdf in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert pdf not in client.get(address).content.decode()
    refused = client.get(pdf)
    assert refused.status_code == 403
    assert "cannot be printed again" in refused.content.decode()
