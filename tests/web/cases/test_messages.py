"""On the page of a case and on that of its referral the two sides write to each other, and see what is new."""

from __future__ import annotations

from html import unescape

import pytest

from opennrm.audit.queries import latest_events
from opennrm.cases.actions.partner_messages import write_to_authority, write_to_referrer
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db
TEXT = "When does <b>she</b> ring you?\r\nWe wait."


def test_what_one_side_writes_the_other_reads_and_what_is_new_is_marked() -> None:
    house = referrals.house()
    reference = house.adult()
    caseworker, officer = partners.client_for(house.caseworker), partners.client_for(house.officer)
    of_case, of_referral = f"/cases/{reference}/messages/", f"/referrals/{reference}/messages/"
    assert caseworker.post(of_case, {"text": TEXT, "token": "a-token-of-mine"}).status_code == 302
    assert caseworker.post(of_case, {"text": TEXT, "token": "a-token-of-mine"}).status_code == 302
    assert "1 not read" in officer.get(f"/referrals/{reference}/").content.decode()
    assert "1 new message" in officer.get("/referrals/").content.decode()
    said = officer.get(of_referral).content.decode()
    assert latest_events(1)[0].kind == "ReferralViewed"
    assert said.count("&lt;b&gt;she&lt;/b&gt;") == 1
    assert "Imran Hollis" in said
    assert officer.post(of_referral, {"what": "read"}).status_code == 302
    assert "not read" not in officer.get(f"/referrals/{reference}/").content.decode()
    assert officer.post(of_referral, {"text": "On Tuesdays."}).status_code == 302
    page = caseworker.get(f"/cases/{reference}/").content.decode()
    assert "1 not read" in page
    assert "On Tuesdays." not in page
    assert "On Tuesdays." in caseworker.get(of_case).content.decode()
    assert latest_events(1)[0].kind == "CaseViewed"


def test_an_empty_message_is_refused_and_nothing_typed_is_lost() -> None:
    house = referrals.house()
    reference = house.adult()
    for client, room in (
        (partners.client_for(house.caseworker), "cases"),
        (partners.client_for(house.officer), "referrals"),
    ):
        refused = client.post(f"/{room}/{reference}/messages/", {"text": "x" * 5_001})
        assert refused.status_code == 422
        assert "Shorten this to 5,000" in unescape(refused.content.decode())
        assert "x" * 5_001 in refused.content.decode()


def test_who_sees_the_list_sees_the_next_date_and_what_waits_for_them() -> None:
    house = referrals.house()
    reference = house.adult()
    officer = partners.client_for(house.officer)
    due = house.case(reference).due_on
    assert due is not None
    said = officer.get("/referrals/").content.decode()
    assert str(due.year) in said
    assert "new message" not in said
    write_to_referrer(reference, text="One.", by=house.actor("caseworker"), at=house.at)
    write_to_authority(reference, text="Two.", by=house.actor("colleague"), at=house.at)
    assert "new message" not in officer.get("/referrals/").content.decode()
