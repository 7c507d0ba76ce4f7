"""The pages on which a case leaves its straight path, sent as a browser sends them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.cases.models import Case
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> referrals.House:
    return referrals.house()


def version_on(client: Client, address: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', client.get(address).content.decode())
    assert found
    return found[1]


def typed_day(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_a_case_is_suspended_and_goes_on_through_its_pages(house: referrals.House) -> None:
    reference = house.adult()
    client = partners.client_for(house.caseworker)
    address, today = f"/cases/{reference}/suspend/", timezone.localdate()
    given = {"version": version_on(client, address), "evidence_suffices": "no", "reason": "missing"}
    wrong = client.post(address, {**given, **typed_day("review_on", today)})
    assert wrong.status_code == 422
    said = wrong.content.decode()
    assert "a day after today" in said
    assert 'href="#review_on-day"' in said
    assert f'value="{today.year}"' in said
    right = client.post(address, {**given, **typed_day("review_on", today + timedelta(days=7))})
    assert right.status_code == 302
    page = client.get(f"/cases/{reference}/").content.decode()
    assert "Suspended before reasonable grounds" in page
    assert "Look at the suspension" in page
    assert "without the days suspended" in page
    address = f"/cases/{reference}/resume/"
    client.post(address, {"version": version_on(client, address), "goes_on": "resume"})
    assert Case.objects.get().stage == "reasonable_grounds_pending"


def test_where_the_evidence_suffices_nothing_else_is_asked_for(house: referrals.House) -> None:
    reference = house.adult()
    client = partners.client_for(house.caseworker)
    address = f"/cases/{reference}/suspend/"
    refused = client.post(address, {"version": version_on(client, address), "evidence_suffices": "yes"})
    said = refused.content.decode()
    assert refused.status_code == 422
    assert "The evidence suffices, so decide although the person is missing." in said
    assert "reason for suspending" not in said.lower()


def test_a_first_responder_records_that_the_person_wants_to_withdraw(house: referrals.House) -> None:
    reference = house.adult()
    officer = partners.client_for(house.officer)
    address = f"/referrals/{reference}/withdraw/"
    assert address in officer.get(f"/referrals/{reference}/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', officer.get(address).content.decode())
    assert token
    given = {"token": token[1], "way": "spoken_through_first_responder", "heard_by": "Ola Brightwater"}
    given |= typed_day("said_on", timezone.localdate()) | {"evidence": "She said it twice."}
    wrong = officer.post(address, given)
    assert wrong.status_code == 422
    assert "She said it twice." in wrong.content.decode()
    assert officer.post(address, {**given, "language": "vie", "interpreter": "professional"}).status_code == 302
    said = officer.get(f"/referrals/{reference}/").content.decode()
    assert "It waits for the competent authority to confirm it." in said
    assert address not in said

    caseworker = partners.client_for(house.caseworker)
    assert "the person wants to withdraw" in caseworker.get(f"/cases/{reference}/").content.decode()
    address = f"/cases/{reference}/withdraw/"
    assert "She said it twice." in caseworker.get(address).content.decode()
    version = version_on(caseworker, address)
    assert caseworker.post(address, {"version": version, "is_confirmed": "yes"}).status_code == 302
    assert "The case has ended" not in caseworker.get(f"/cases/{reference}/").content.decode()
    assert Case.objects.get().stage == "withdrawn"
    assert "the case has ended" in officer.get(f"/referrals/{reference}/").content.decode()


def test_no_withdrawal_is_offered_for_a_child(house: referrals.House) -> None:
    reference = house.child()
    page = partners.client_for(house.caseworker).get(f"/cases/{reference}/").content.decode()
    assert "Suspend" in page
    assert "Record a withdrawal" not in page
    said = partners.client_for(house.officer).get(f"/referrals/{reference}/").content.decode()
    assert f"/referrals/{reference}/withdraw/" not in said


def test_a_closed_duplicate_leads_to_the_other_and_a_manager_reopens_it(house: referrals.House) -> None:
    first, second = house.adult(), house.adult()
    client = partners.client_for(house.caseworker)
    address = f"/cases/{second}/close/"
    given = {"version": version_on(client, address), "reason": "duplicate"}
    assert "reference of the other case" in client.post(address, given).content.decode()
    assert client.post(address, {**given, "duplicate_of": first}).status_code == 302
    assert "Its duplicate" in client.get(f"/cases/{first}/").content.decode()
    assert "Closed as a duplicate of" in client.get(f"/cases/{second}/").content.decode()
    address = f"/cases/{second}/reopen/"
    assert client.get(address).status_code == 403
    manager = partners.client_for(house.manager)
    assert "Reopen" in manager.get(f"/cases/{second}/").content.decode()
    given = {"version": version_on(manager, address), "reason": "not_a_duplicate"}
    assert manager.post(address, given).status_code == 302
    assert Case.objects.get(reference=second).stage == "reasonable_grounds_pending"
