"""Letters to us: an organisation reads its own, a page at a time, and each opening is recorded."""

from __future__ import annotations

import pytest

from opennrm.audit.queries import latest_events
from opennrm.notifications.kinds import Channel
from opennrm.partners.models import Account
from tests.factories import partners as made
from tests.notifications.outbox import letter
from tests.notifications.reading import on_one_line

pytestmark = pytest.mark.django_db


def liaison() -> Account:
    return made.account("liaison")


def letter_for(who: Account, reference: str = "NRM-2026-000123") -> str:
    return str(letter(reference, channel=Channel.PORTAL, organisation_id=who.organisation_id))


def test_the_list_shows_the_letters_of_the_own_organisation_and_no_others() -> None:
    who = liaison()
    letter_for(who, "NRM-2026-000001")
    letter_for(liaison(), "NRM-2026-000002")
    page = made.client_for(who).get("/letters/").content.decode()
    assert "NRM-2026-000001" in page
    assert "NRM-2026-000002" not in page
    (viewed,) = latest_events(1)
    assert (viewed.kind, viewed.facts) == ("ListViewed", {"list_name": "letters_to_us", "shown": 1})


def test_a_letter_opens_as_a_pdf_whose_name_says_nothing_of_it_and_the_opening_is_recorded() -> None:
    who = liaison()
    response = made.client_for(who).get(f"/letters/{letter_for(who)}.pdf")
    assert response["Content-Disposition"] == 'attachment; filename="NRM-2026-000123.pdf"'
    assert "This notice gives no name and no reasons" in on_one_line(response.content)
    (viewed,) = latest_events(1)
    assert (viewed.kind, viewed.facts["letter_kind"]) == ("LetterViewed", "notice_of_outcome")


def test_nothing_of_the_case_opens_beside_its_letters() -> None:
    client = made.client_for(liaison())
    assert client.get("/cases/NRM-2026-000123/").status_code == 403
    assert client.get("/referrals/NRM-2026-000123/").status_code == 403


def test_more_letters_than_a_page_go_on_and_a_page_past_the_end_is_not_there() -> None:
    who = liaison()
    for number in range(51):
        letter_for(who, f"NRM-2026-{number:06}")
    client = made.client_for(who)
    first = client.get("/letters/").content.decode()
    assert "NRM-2026-000050" in first
    assert "NRM-2026-000000" not in first
    before = first.split("?before=")[1].split('"')[0]
    assert "NRM-2026-000000" in client.get(f"/letters/?before={before}").content.decode()
    assert client.get("/letters/?before=1").status_code == 404
    assert client.get("/letters/?before=x").status_code == 404
