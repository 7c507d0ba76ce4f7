"""How many people's records an account opens within an hour, on the pages and in parallel."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.mechanism.need_to_know import Budget
from opennrm.notifications.models import Message
from opennrm.partners.models import RecordsOpened
from opennrm.partners.openings import count_opening, count_search
from tests.factories import partners
from tests.factories.need import administrator, copies, goes_by, signed_in
from tests.factories.partners import client_for
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


@pytest.mark.proves("AZ-09", "8.2.4", "2.3.2")
def test_the_sixty_first_person_asks_to_confirm_and_the_121st_is_stopped_and_told_of(
    here: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    overseer = administrator(here)
    first = here.adult()
    references = copies(first, 130)
    client = client_for(here.caseworker)

    def opens(number: int) -> int:
        return client.get(f"/cases/{references[number]}/flags/").status_code

    assert {opens(number) for number in range(60)} == {200}
    assert opens(5) == 200  # somebody already opened counts once
    session = client.session
    kept = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**each, "at": each["at"] - 3600} for each in kept]
    session.save()
    asked = client.get(f"/cases/{references[60]}/flags/")
    assert (asked.status_code, "Confirm" in asked.content.decode()) == (403, True)
    session["account_authentication_methods"] = kept
    session.save()
    assert {opens(number) for number in range(60, 120)} == {200}
    Message.objects.all().delete()
    stopped = client.get(f"/cases/{references[120]}/flags/")
    assert stopped.status_code == 429
    assert "too many records" in stopped.content.decode()
    assert client.get(f"/cases/{references[121]}/flags/").status_code == 429
    (told,) = [event for event in latest_events(20) if event.kind == "OpeningsStopped"]
    assert (told.subject, told.facts["most"]) == (str(here.caseworker.id), 120)
    assert list(Message.objects.values_list("recipient_id", flat=True)) == [overseer.id]
    assert "Imran" in client_for(overseer).get("/people/").content.decode()
    assert client.get("/cases/").status_code == 200  # lists are not counted
    goes_by(monkeypatch, minutes=61)
    client = signed_in(here.caseworker)
    assert opens(125) == 200
    assert len(RecordsOpened.objects.get().people) == 1


def test_counting_an_opening_adds_one_statement_to_a_page_and_none_to_a_list(here: House) -> None:
    from django.test.utils import CaptureQueriesContext

    reference, client = here.adult(), client_for(here.caseworker)
    with CaptureQueriesContext(connection) as sent:
        client.get(f"/cases/{reference}/")
    assert sum("partners_records_opened" in told["sql"] for told in sent.captured_queries) == 1
    with CaptureQueriesContext(connection) as sent:
        client.get("/cases/")
    assert sum("partners_records_opened" in told["sql"] for told in sent.captured_queries) == 0


@pytest.mark.proves("AZ-09")
@pytest.mark.django_db(transaction=True)
def test_openings_at_the_same_time_are_each_counted() -> None:
    account = partners.account()
    people, budget, told = [uuid4() for _ in range(12)], Budget(), []

    def opens(mine: list[UUID]) -> None:
        try:
            for person in mine:
                told.append(count_opening(account.id, person, budget=budget, at=timezone.now()))
        finally:
            connection.close()

    threads = [threading.Thread(target=opens, args=(people[place::4],)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == list(range(1, 13))


def test_what_lies_an_hour_back_no_longer_counts() -> None:
    account, now, budget = partners.account(), timezone.now(), Budget()
    for minutes in (0, 30, 61):
        at = now + timedelta(minutes=minutes)
        count = count_opening(account.id, uuid4(), budget=budget, at=at)
    assert count == 2


@pytest.mark.proves("AZ-09")
def test_so_many_searches_in_an_hour_are_free_some_are_confirmed_and_then_it_is_enough(
    here: House, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.SEARCHES_FREE, settings.SEARCHES_MOST = 3, 5
    overseer = administrator(here)
    client = client_for(here.caseworker)

    def searches(name: str = "Nguyen") -> Any:
        return client.post("/find/", {"person": name})

    Message.objects.all().delete()
    assert [searches().status_code for _ in range(3)] == [302, 302, 302]
    goes_by(monkeypatch, minutes=10)
    asked = searches("Kova\u010d")
    assert asked.status_code == 403
    assert "Kova\u010d" in asked.content.decode()
    client = signed_in(here.caseworker)
    assert [searches().status_code for _ in range(3)] == [302, 429, 429]
    stopped = searches().content.decode()
    assert "as often as anybody may:" in stopped
    (told,) = [event for event in latest_events(50) if event.kind == "SearchesStopped"]
    assert (told.subject, told.facts["most"]) == (str(here.caseworker.id), 5)
    assert list(Message.objects.values_list("recipient_id", flat=True)) == [overseer.id]
    assert "Imran" in client_for(overseer).get("/people/").content.decode()
    assert client.post("/find/", {"q": "7K3F"}).status_code == 302
    goes_by(monkeypatch, minutes=61)
    client = signed_in(here.caseworker)
    assert searches().status_code == 302


@pytest.mark.proves("AZ-09")
@pytest.mark.django_db(transaction=True)
def test_of_searches_at_the_same_time_no_more_are_let_through() -> None:
    account, budget, told = partners.account(), Budget(free=2, most=6), []

    def searches() -> None:
        try:
            for _ in range(3):
                told.append(count_search(account.id, budget=budget, at=timezone.now()))
        finally:
            connection.close()

    threads = [threading.Thread(target=searches) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [1, 2, 3, 4, 5, 6, *[7] * 6]
