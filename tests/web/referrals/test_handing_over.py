"""I hand a draft over to a colleague on a page of its own, and the draft and the list say who goes on with it."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from opennrm.audit.queries import latest_events
from opennrm.referrals.actions import start_draft
from opennrm.referrals.models import Draft
from tests.factories import partners, referrals

pytestmark = pytest.mark.django_db


def test_a_draft_is_handed_over_with_a_note_that_stands_in_the_draft() -> None:
    house = referrals.house()
    draft_id = start_draft(by=house.actor("officer"), at=house.at)
    client = partners.client_for(house.officer)
    address = f"/referrals/drafts/{draft_id}/hand-over/"
    assert "Tamsin Reed" in client.get(address).content.decode()
    nobody = client.post(address, {"note": "Ask for her sister."})
    assert nobody.status_code == 422
    assert "Ask for her sister." in nobody.content.decode()
    sent = client.post(address, {"to": str(house.colleague.id), "note": "Ask for her sister."})
    assert sent.status_code == 302
    colleague = partners.client_for(house.colleague)
    said = unescape(colleague.get(f"/referrals/drafts/{draft_id}/").content.decode())
    assert "Ola Brightwater handed it over to Tamsin Reed" in said
    assert "Ask for her sister." in said
    viewed = latest_events(1)[0]
    assert (viewed.kind, viewed.subject, viewed.by) == ("DraftViewed", str(draft_id), house.colleague.id)
    listed = unescape(colleague.get("/referrals/").content.decode())
    assert "Tamsin Reed" in listed
    assert "sister" not in listed


def test_who_is_alone_in_the_team_is_told_so() -> None:
    alone = partners.account("first_responder", in_team=partners.team(partners.organisation()))
    draft_id = start_draft(by=partners.actor(alone), at=referrals.timezone.now())
    said = partners.client_for(alone).get(f"/referrals/drafts/{draft_id}/hand-over/").content.decode()
    assert "Nobody else refers people in the team" in said
    assert "Hand it over" not in said


def test_list_and_page_warn_of_a_draft_that_will_go_in_a_week() -> None:
    house = referrals.house()
    draft_id = start_draft(by=house.actor("officer"), at=house.at)
    client = partners.client_for(house.officer)
    pages = ("/referrals/", f"/referrals/drafts/{draft_id}/")
    assert ["days left" in client.get(page).content.decode() for page in pages] == [False, False]
    Draft.objects.update(expires_on=(referrals.timezone.now() + timedelta(days=5)).date())
    assert ["days left" in client.get(page).content.decode() for page in pages] == [True, True]
