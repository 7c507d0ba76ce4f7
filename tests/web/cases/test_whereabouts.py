"""Where the person of a case is: hidden on every page, shown in one answer to whoever confirmed, told to the team."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from opennrm.audit.models import EventRow
from opennrm.cases.looks import looks_at, looks_for_person
from opennrm.notifications.models import Letter
from opennrm.partners.second_factor import give_second_factor
from tests.factories.need import held, in_an_emergency, stranger
from tests.factories.partners import client_for, explained
from tests.factories.referrals import House, house
from tests.web.test_confirming import SECRET, answer, confirmed_long_ago, hidden

pytestmark = pytest.mark.django_db
PHONE, HOUSE, POSTCODE, TOWN = "07700 900123", "Lantern House", "ZZ99 9ZZ", "Greater Manchester"
TELL = (PHONE, HOUSE, POSTCODE, TOWN, "linh@mail.example")
EVERYTHING: dict[str, Any] = {"decision_by": ["post", "email"], "decision_email": "linh@mail.example"} | {
    "decision_email_safe": ["confirmed"],
    "staying_region": "north_west",
}


@pytest.fixture
def here() -> House:
    return house()


def told_on(page: Any) -> list[str]:
    """What of where the person is stands anywhere in an answer, its source and its head lines included."""
    text = page.content.decode() + "".join(f"{name}: {value}\n" for name, value in page.headers.items())
    return [each for each in TELL if each in text]


def reveals() -> int:
    return EventRow.objects.filter(kind="WhereaboutsRevealed").count()


@pytest.mark.proves("14.2.6", "8.2.3")
def test_a_caseworker_sees_that_an_address_is_kept_and_not_what_it_is(here: House) -> None:
    reference, client = held(here), client_for(here.caseworker)
    page = client.get(f"/cases/{reference}/")
    assert told_on(page) == []
    text = page.content.decode()
    for kept, button in (
        ("Postal address for the decision", "Show the address"),
        ("Way 1: letters to the person", "Show the address"),
        ("Phone number for support", "Show the phone number"),
    ):
        assert re.search(rf"{kept}</dt><dd[^>]*><span[^>]*>Hidden <button[^>]*>{button}", text), kept
    assert "020 7946 0321" in text, "who referred is at work, and can be rung"
    assert f'id="show-hidden" action="/cases/{reference}/whereabouts/"' in text


@pytest.mark.proves("14.2.6", "7.5.3")
def test_after_asking_they_see_it_once_and_the_history_says_so(here: House) -> None:
    reference, client = held(here), client_for(here.caseworker)
    address = f"/cases/{reference}/whereabouts/"
    shown = client.post(address, {"what": "address"})
    assert shown.status_code == 200
    assert told_on(shown) == [HOUSE, POSTCODE], "the phone number was not asked for"
    assert shown.headers["Cache-Control"] == "no-store"
    assert "that is recorded" in shown.content.decode()
    for later in (address, f"/cases/{reference}/", f"/cases/{reference}/timeline/?kind=views"):
        assert told_on(client.get(later)) == [], later
    assert reveals() == 1
    views = client.get(f"/cases/{reference}/timeline/?kind=views").content.decode()
    assert "Where the person can be found or reached was shown: address." in views
    assert (
        "An address, which is hidden until it is asked for"
        in client.get(f"/cases/{reference}/who-looked/").content.decode()
    )
    (look,) = [each for each in looks_at(reference, 50) if each.what == "address"]
    assert (look.name, look.because) == (here.caseworker.name, "own_work")
    assert "address" in {each.what for each in looks_for_person(reference)}


@pytest.mark.proves("14.2.6", "7.5.3")
def test_without_a_confirmation_they_are_asked_for_it_and_land_at_what_they_asked_for(here: House) -> None:
    reference = held(here)
    give_second_factor(here.caseworker.id, SECRET)
    client = client_for(here.caseworker)
    confirmed_long_ago(client)
    address = f"/cases/{reference}/whereabouts/"
    asked = client.post(address, {"what": "phone"})
    assert asked.status_code == 403
    assert told_on(asked) == []
    assert reveals() == 0
    held_in_it = hidden(asked.content.decode())
    assert held_in_it == {"what": "phone"}
    shown = client.post(address, {**held_in_it, **answer()})
    assert shown.status_code == 200
    assert told_on(shown) == [PHONE]
    assert f'href="/cases/{reference}/"' in shown.content.decode()
    assert reveals() == 1


@pytest.mark.proves("14.2.6")
def test_opening_the_page_shows_nothing_and_neither_does_a_form_without_its_token(here: House) -> None:
    reference, client = held(here), client_for(here.caseworker, enforce_csrf=True)
    address = f"/cases/{reference}/whereabouts/"
    assert told_on(client.get(address, {"what": "address"})) == []
    assert told_on(client.get(f"/cases/{reference}/", {"what": "address", "shown": "1"})) == []
    forged = client.post(address, {"what": "address"})
    assert forged.status_code == 403
    assert told_on(forged) == []
    assert reveals() == 0


def test_what_is_not_kept_is_said_and_everything_stays_hidden(here: House) -> None:
    reference, client = held(here), client_for(here.caseworker)
    for what in ("email", "nonsense", ""):
        refused = client.post(f"/cases/{reference}/whereabouts/", {"what": what})
        assert refused.status_code == 422
        assert "nothing of that is kept here" in refused.content.decode()
        assert told_on(refused) == []
    assert reveals() == 0


@pytest.mark.proves("14.2.6", "8.2.1")
def test_leaders_and_caseworkers_of_other_teams_are_not_shown_that_there_is_anything(here: House) -> None:
    reference = held(here)
    address = f"/cases/{reference}/whereabouts/"
    for role in ("manager", "caseworker", "records_officer"):
        client = client_for(stranger(role))
        for sent in (client.get(address), client.post(address, {"what": "address"})):
            assert sent.status_code == 404, role
            assert told_on(sent) == []
    assert reveals() == 0


def test_a_second_officer_sees_that_it_is_kept_and_is_offered_no_button(here: House) -> None:
    reference = here.adult()
    here.decide(reference, "negative")
    client = client_for(here.second_officer)
    page = client.get(f"/cases/{reference}/")
    assert told_on(page) == []
    assert "Hidden" in page.content.decode()
    assert "show-hidden" not in page.content.decode()
    assert client.post(f"/cases/{reference}/whereabouts/", {"what": "address"}).status_code == 403
    assert reveals() == 0


def test_a_colleague_says_why_first_and_the_reason_stands_beside_it(here: House) -> None:
    reference, client = held(here), client_for(here.second_caseworker)
    address = f"/cases/{reference}/whereabouts/"
    asked = client.post(address, {"what": "address"})
    assert asked.status_code == 403
    assert told_on(asked) == []
    explained(client, reference, "duty")
    assert told_on(client.post(address, {"what": "address"})) == [HOUSE, POSTCODE]
    (look,) = [each for each in looks_at(reference, 50) if each.what == "address"]
    assert look.because == "duty"


def test_in_an_emergency_a_life_may_hang_on_it_so_it_is_shown_and_said_to_be_one(here: House) -> None:
    reference, who = held(here), stranger()
    client = in_an_emergency(reference, who)
    assert told_on(client.get(f"/cases/{reference}/")) == []
    assert told_on(client.post(f"/cases/{reference}/whereabouts/", {"what": "address"})) == [HOUSE, POSTCODE]
    (look,) = [each for each in looks_at(reference, 50) if each.what == "address"]
    assert look.because == "break_glass"


@pytest.mark.proves("14.2.6")
def test_every_kind_is_hidden_and_shown_by_itself(here: House) -> None:
    reference, client = here.adult(**EVERYTHING), client_for(here.caseworker)
    assert told_on(client.get(f"/cases/{reference}/")) == []
    address = f"/cases/{reference}/whereabouts/"
    assert told_on(client.post(address, {"what": "email"})) == ["linh@mail.example"]
    said = client.post(address, {"what": "place"}).content.decode()
    assert "North West" in said
    assert "too tired to go on" in said, "why the town is not known was asked for with it"
    before = client.get(address).content.decode()
    assert "Show why" in before
    assert "North West" not in before
    assert "too tired to go on" not in before.split("In or near which town", 1)[1].split("</div>", 1)[0]


@pytest.mark.proves("14.2.6")
def test_whoever_referred_sees_their_referral_with_it_hidden_and_asks_for_it_too(here: House) -> None:
    reference, client = here.adult(), client_for(here.officer)
    page = client.get(f"/referrals/{reference}/")
    assert told_on(page) == []
    assert "Show the address" in page.content.decode()
    address = f"/referrals/{reference}/whereabouts/"
    assert told_on(client.get(address)) == []
    assert told_on(client.post(address, {"what": "address"})) == [HOUSE, POSTCODE]
    assert reveals() == 1
    assert client.post(f"/cases/{reference}/whereabouts/", {"what": "address"}).status_code == 403
    confirmed_long_ago(client)
    assert told_on(client.post(address, {"what": "address"})) == []


def letter_to_the_person(here: House) -> tuple[str, Letter]:
    reference = here.adult()
    here.decide(reference, "positive")
    return reference, Letter.objects.get(case_reference=reference, audience="person")


@pytest.mark.proves("14.2.6")
def test_a_letter_is_sent_again_by_a_way_with_a_number_and_where_it_leads_is_asked_for(here: House) -> None:
    reference, letter = letter_to_the_person(here)
    client: Client = client_for(here.caseworker)
    form = f"/cases/{reference}/letters/{letter.id}/again/"
    page = client.get(form)
    assert told_on(page) == []
    assert "By post: way 1" in page.content.decode()
    asked = re.findall(r'name="letter" value="([^"]+)"', page.content.decode())
    assert asked == [str(letter.id)]
    shown = client.post(f"/cases/{reference}/whereabouts/", {"what": "address", "letter": asked[0]})
    assert told_on(shown) == [HOUSE, POSTCODE]
    assert "Way 1: letters to the person" in shown.content.decode()
    assert f'href="{form}"' in shown.content.decode()


def test_a_page_that_did_not_hide_it_would_be_found(here: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opennrm.web.answered.whereabouts_of", lambda _question: None)
    page = client_for(here.caseworker).get(f"/cases/{held(here)}/")
    assert told_on(page) == [PHONE, HOUSE, POSTCODE]
