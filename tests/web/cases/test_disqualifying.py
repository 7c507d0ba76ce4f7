"""The pages of disqualification: a proposal keeps what was typed, another officer checks it, the case shows it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


def test_a_proposal_goes_through_the_pages_to_a_second_officer_and_is_shown() -> None:
    house = referrals.house(timezone.now() - timedelta(days=4))
    reference = house.adult()
    client = partners.client_for(house.caseworker)
    assert "Look at disqualification" not in client.get(f"/cases/{reference}/recovery/").content.decode()
    put = {"outcome": "disqualified", "ground": "bad_faith", "why": "Two stories, one receipt.", "version": "1"}
    house.decide(reference, "positive")
    put["version"] = str(house.case(reference).version)
    assert "Look at disqualification" in client.get(f"/cases/{reference}/recovery/").content.decode()
    wrong = client.post(f"/cases/{reference}/disqualification/", put)
    assert wrong.status_code == 422
    assert 'href="#need"' in wrong.content.decode()
    assert "Two stories, one receipt." in wrong.content.decode()
    sent = client.post(f"/cases/{reference}/disqualification/", {**put, "need": "She has a safe home."})
    assert sent.status_code == 302
    said = client.get(f"/cases/{reference}/").content.decode()
    assert "Waits for a second officer" in said
    second = partners.explained(partners.client_for(house.second_officer), reference)
    assert "Check what is proposed" in second.get(f"/cases/{reference}/recovery/").content.decode()
    read = second.get(f"/cases/{reference}/disqualification/check/").content.decode()
    assert "She has a safe home." in read
    form = {"version": str(house.case(reference).version)}
    unsaid = second.post(f"/cases/{reference}/disqualification/check/", form)
    assert unsaid.status_code == 422
    agreed = second.post(f"/cases/{reference}/disqualification/check/", {**form, "agreed": "yes"})
    assert agreed.status_code == 302
    said = client.get(f"/cases/{reference}/recovery/").content.decode()
    assert "Disqualified: bad faith" in said
    assert "Agreed" in said
