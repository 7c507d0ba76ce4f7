"""The pages of the post: what is to be taken out of a batch, and a list that ends where it ends."""

from __future__ import annotations

import pytest
from django.utils import timezone

from opennrm.cases.actions.posting import make_post_batch
from opennrm.notifications.models import Message, PostBatch
from tests.factories import cases as made
from tests.factories import partners

pytestmark = pytest.mark.django_db


def test_a_batch_is_posted_only_once_somebody_ticks_that_what_was_stopped_is_out() -> None:
    manager, reference = made.officer("manager"), made.referred()
    made.decided(reference, "positive", by=made.officer("caseworker"))
    batch_id = make_post_batch(by=manager, at=timezone.now())
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
