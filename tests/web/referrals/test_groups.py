"""From the page of a draft or referral I begin for the next of a family; what stands there is looked over and saved."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID

import pytest

from opennrm.demo.answers import adult_answers, write_referral
from opennrm.mechanism.calendar import legal_day
from opennrm.referrals.models import Draft
from opennrm.referrals.queries import draft_for
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_sent", [False, True])
def test_the_next_person_starts_from_what_is_shared(is_sent: bool) -> None:
    house = referrals.house()
    officer = partners.client_for(house.officer)
    if is_sent:
        origin = f"/referrals/{house.adult()}/"
    else:
        answers = adult_answers(legal_day(house.at))
        origin = f"/referrals/drafts/{write_referral(answers, by=house.actor('officer'), at=house.at)}/"
    assert f"{origin}another/" in officer.get(origin).content.decode()
    said = unescape(officer.get(f"{origin}another/").content.decode())
    assert "What is your role?" in said
    assert "Linh" not in said
    token = re.search(r'name="token" value="([^"]*)"', said)
    assert token
    begun = officer.post(f"{origin}another/", {"token": token[1]})
    assert officer.post(f"{origin}another/", {"token": token[1]})["Location"] == begun["Location"]
    draft_id = UUID(begun["Location"].split("/")[3])
    nation = f"/referrals/drafts/{draft_id}/your-nation/"
    page = officer.get(nation).content.decode()
    assert "Look it over" in page
    assert re.search(r'value="england"[^>]*checked', page)
    assert draft_for(house.actor("officer"), draft_id).answers == {}
    shown = re.search(r'name="shown" value="([^"]*)"', page)
    assert shown
    assert officer.post(nation, {"referrer_nation": "england", "shown": shown[1]}).status_code == 302
    assert draft_for(house.actor("officer"), draft_id).answers == {"referrer_nation": "england"}
    assert "Look it over" not in officer.get(nation).content.decode()
    assert origin in officer.get(f"/referrals/drafts/{draft_id}/").content.decode()
    assert f"/referrals/drafts/{draft_id}/" in officer.get(origin).content.decode()
    assert Draft.objects.filter(same_group__isnull=False).count() == 1
