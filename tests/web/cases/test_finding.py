"""Finding a case: what was typed stands in no address, and what was found can be loaded again and gone back to."""

from __future__ import annotations

import re
from datetime import timedelta
from threading import BoundedSemaphore
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.cases.actions.restricting import restrict_case
from opennrm.partners.sessions import SessionStore
from opennrm.web import costly, kept_searches
from tests.factories import cases as made
from tests.factories.partners import client_for
from tests.factories.referrals import House, house

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
OPAQUE = re.compile(r"/find/\?search=[0-9a-f]{16}")

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


@pytest.fixture
def client(here: House) -> Client:
    return client_for(here.caseworker)


def address_of(client: Client, **typed: str) -> str:
    """Where somebody is led who sends the form."""
    answer = client.post("/find/", typed)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def found(client: Client, **typed: str) -> str:
    return shown(client, address_of(client, **typed))


def test_a_part_finds_a_case_and_what_is_not_there_looks_like_what_is_not_theirs(here: House, client: Client) -> None:
    reference = here.adult()
    assert f'href="/cases/{reference}/"' in found(client, q=reference[4:8].lower())
    stranger = client_for(made.account_of(made.officer("caseworker", in_team=made.authority_team("Z"))))
    pages = {typed: found(stranger, q=typed) for typed in (reference, "NRM-0000-0000-00")}
    mains = (TOKEN.sub("", page.partition("<main")[2].replace(typed, "")) for typed, page in pages.items())
    assert len(set(mains)) == 1
    assert "Type at least 3 letters" in found(client, q="7K")
    assert address_of(client, q="  ") == "/find/"


def test_a_whole_reference_leads_straight_to_its_case(here: House, client: Client) -> None:
    reference = here.adult()
    for typed in (reference, reference.lower().replace("-", " "), reference.removeprefix("NRM-")):
        assert address_of(client, q=typed) == f"/cases/{reference}/"


@pytest.mark.proves("PRIV-02", "14.2.1")
def test_no_address_holds_what_was_typed_and_the_session_holds_it_sealed(here: House, client: Client) -> None:
    here.adult()
    for typed in ({"q": "Linh Exemple"}, {"person": "Linh Exemple"}, {"q": "07700 900123"}):
        address = address_of(client, **typed)
        assert OPAQUE.fullmatch(address)
        page = shown(client, address)
        assert f'value="{next(iter(typed.values()))}"' in page
        assert not re.search(r'(?:href|action|src)="[^"]*(?:Linh|Exemple|900123)', page)
    kept = str(dict(client.session.items()))
    assert "sealed" in kept
    assert not re.search("Linh|Exemple|900123", kept)


def test_what_was_found_is_shown_again_without_searching_again(here: House, client: Client) -> None:
    reference = here.adult()
    address = address_of(client, person="Linh Exemple")
    other = address_of(client, q=reference[4:8])
    pages = [shown(client, address) for _ in range(3)]
    assert all(f'href="/cases/{reference}/"' in page for page in pages)
    assert "Cases of your teams with this" in shown(client, other), "an earlier search hides a later one"
    events = latest_events(20)
    assert [event.kind for event in events].count("PeopleSearched") == 1
    # Each time names stood on a page, the history says so, and holds none of them.
    told = [event for event in events if event.kind == "FoundPeopleShown"]
    assert [(event.by, event.facts) for event in told] == [(here.caseworker.id, {"shown": 1})] * 3


def test_what_was_searched_for_is_in_no_session_after_an_hour_whatever_page_is_opened(
    here: House, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.adult()
    address_of(client, person="Linh Exemple")
    shown(client, "/cases/")
    assert len(client.session[kept_searches.KEPT]) == 1
    monkeypatch.setattr(kept_searches, "LASTS", timedelta(seconds=-1))
    shown(client, "/cases/")
    assert client.session[kept_searches.KEPT] == []


def test_showing_again_what_was_found_waits_for_its_turn_and_the_form_does_not(
    here: House, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.adult()
    address = address_of(client, person="Linh Exemple")
    monkeypatch.setattr(costly, "_let_in", BoundedSemaphore(1))
    with costly.in_turn():
        assert client.get(address).status_code == 503
        assert client.get("/find/").status_code == 200
    assert client.get(address).status_code == 200


def test_whoever_was_found_and_is_hidden_since_is_not_shown_again(here: House, client: Client) -> None:
    reference = here.adult()
    address = address_of(client, person="Linh Exemple")
    assert reference in shown(client, address)
    manager = here.actor("manager")
    told: dict[str, Any] = {"because": "operation", "people": {manager.account_id}, "by": manager}
    restrict_case(reference, seen=here.case(reference).version, at=timezone.now(), **told)
    page = shown(client, address)
    assert reference not in page
    assert "No case of your teams is about somebody called so" in page


def test_a_search_is_over_after_an_hour_after_ten_more_and_in_another_session(
    here: House, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = here.adult()
    first = address_of(client, q=reference[4:8])
    other = client_for(here.caseworker)
    for browser, path in ((other, first), (client, "/find/?search=Linh"), (client, "/find/?search=")):
        page = shown(browser, path)
        assert "Search again." in page
        assert reference not in page
    for _ in range(kept_searches.MOST):
        last = address_of(client, q=reference[4:8])
    assert reference not in shown(client, first)
    assert reference in shown(client, last)
    monkeypatch.setattr(kept_searches, "LASTS", timedelta(seconds=-1))
    assert reference not in shown(client, last)


def test_what_was_kept_for_another_account_is_not_opened(here: House, client: Client) -> None:
    reference = here.adult()
    address = address_of(client, q=reference[4:8])
    other = client_for(here.second_officer)
    for session in (SessionStore(each.session.session_key) for each in (other,)):
        session[kept_searches.KEPT] = client.session[kept_searches.KEPT]
        session.save()
    page = shown(other, address)
    assert "Search again." in page
    assert reference not in page


def test_too_little_is_refused_and_stays_in_its_box(client: Client) -> None:
    answer = client.post("/find/", {"person": "Q"})
    assert answer.status_code == 422
    assert 'value="Q"' in answer.content.decode()
