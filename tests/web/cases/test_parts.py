"""The consents of a case show who has which part of the referral, and where somebody has to choose."""

from __future__ import annotations

import pytest

from opennrm.cases.models import Part
from tests.factories import cases
from tests.factories import partners as made
from tests.factories import parts as there

pytestmark = pytest.mark.django_db


def test_each_part_stands_there_with_its_organisation_and_nothing_of_what_it_says() -> None:
    there.kent()
    reference = there.adult(support_wanted="no", first_name="Kanarivex")
    client = made.client_for(cases.account_of(cases.officer("caseworker")))
    page = client.get(f"/cases/{reference}/consents/").content.decode()
    assert "Kent Police" in page
    assert "Police of where it happened" in page
    assert "Kanarivex" not in page


def test_where_nobody_was_found_somebody_is_chosen_and_a_choice_left_open_is_asked_for() -> None:
    reference = there.adult(police_contact_agreed="no")
    lighthouse, part = there.support(), Part.objects.get()
    client = made.client_for(cases.account_of(cases.officer("caseworker")))
    consents = f"/cases/{reference}/consents/"
    path = f"/cases/{reference}/parts/{part.id}/"
    assert path in client.get(consents).content.decode()
    refused = client.post(path, {"organisation": ""})
    assert refused.status_code == 422
    assert 'href="#organisation"' in refused.content.decode()
    assert client.post(path, {"organisation": str(lighthouse.organisation.id)}).headers["Location"] == consents
    assert "Waits there since" in client.get(consents).content.decode()
    assert client.get(path).status_code == 404


def test_whoever_only_checks_decisions_is_not_asked_to_choose() -> None:
    reference, part = there.adult(police_contact_agreed="no"), Part.objects.get()
    client = made.client_for(cases.account_of(cases.officer("second_officer")))
    path = f"/cases/{reference}/parts/{part.id}/"
    assert path not in client.get(f"/cases/{reference}/consents/").content.decode()
    assert client.get(path).status_code == 403
