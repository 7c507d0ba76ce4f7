"""The pages of lists: filters are kept in the address, wrong ones are named, and the end of a list is its end."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.cases import evidence, tasks
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.flags import set_flags
from opennrm.cases.actions.tasks import add_task
from opennrm.cases.evidence import evidence_page
from opennrm.cases.saved_lists import saved_lists_of
from opennrm.mechanism.calendar import legal_day
from opennrm.vault.envelope import DataKey
from tests.factories.partners import actor, client_for
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


@pytest.fixture
def client(here: House) -> Client:
    return client_for(here.caseworker)


def _shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def test_filters_narrow_the_list_and_stay_in_the_form(here: House, client: Client) -> None:
    adult, child = here.adult(), here.child()
    set_flags(adult, raised=["detained"], lowered=(), by=here.actor("caseworker"), at=timezone.now())
    for asked, wanted in (
        ("kind=child", [child]),
        ("flag=detained&holder=nobody", [adult]),
        ("holder=me", []),
        ("holder=covering", []),
        ("late=yes", []),
        ("due_within=60&stage=reasonable_grounds_pending", [adult, child]),
        ("received_from-day=1&received_from-month=1&received_from-year=2020", [adult, child]),
        ("received_until=2020-01-01", []),
        ("kind=elephant&flag=rich&nation=moon&team=x&holder=y", [adult, child]),
    ):
        shown = _shown(client, f"/cases/?{asked}")
        assert {reference for reference in (adult, child) if reference in shown} == set(wanted), asked
    assert 'value="child" selected' in _shown(client, "/cases/?kind=child")


def test_what_is_typed_into_the_filters_becomes_codes_and_days_in_the_address(client: Client) -> None:
    typed = {"show": "open", "kind": "child", "holder": "me", "due_within": " 30 ", "junk": "Linh"}
    day = {"received_from-day": "1", "received_from-month": "May", "received_from-year": "2026"}
    sent = client.post("/cases/", typed | day)
    coded = "show=open&kind=child&holder=me&due_within=30&received_from=2026-05-01"
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/cases/?{coded}")
    assert 'value="2026"' in _shown(client, sent.headers["Location"])


def test_a_wrong_day_or_number_is_named_and_nothing_typed_is_lost(client: Client) -> None:
    wrong = {"received_from-day": "41", "received_from-month": "1", "received_from-year": "2026"}
    answer = client.post("/cases/", {"due_within": "soon", **wrong})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Write a number of days up to 365." in shown
    assert "The first day of receipt must be a day that is in the calendar" in shown
    assert 'value="soon"' in shown
    assert 'value="41"' in shown


def test_a_page_past_the_end_is_not_there(here: House, client: Client) -> None:
    reference = here.adult()
    by, told = here.actor("caseworker"), {"kind": "police", "text": "Six beds.", "source": ""}
    add_evidence(reference, **told, by=by, at=here.at)
    add_task(reference, title="Ring.", to=by.account_id, due_on=legal_day(here.at), by=by, at=here.at)
    first = evidence_page(here.case(reference).id).rows[0]
    assert client.get(f"/tasks/?after=2020-01-01~{UUID(int=0)}").status_code == 200
    assert client.get(f"/cases/{reference}/tasks/?page=1").status_code == 200
    for path in (
        "/cases/?after=9999-12-31~Z",
        f"/tasks/?after=9999-12-31~{UUID(int=2**128 - 1)}",
        f"/cases/{reference}/tasks/?page=2",
        f"/cases/{reference}/tasks/?page=x",
        f"/cases/{reference}/tasks/?page=0",
        f"/cases/{reference}/evidence/all/?before={first.id}",
        f"/cases/{reference}/evidence/all/?before=x",
        "/for-you/?before=1",
        "/for-you/?before=x",
    ):
        assert client.get(path).status_code == 404, path


def test_evidence_and_tasks_of_a_case_follow_page_by_page(
    here: House, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "PAGE", 2)
    monkeypatch.setattr(tasks, "PAGE", 2)
    reference, by = here.adult(), here.actor("caseworker")
    for number in range(3):
        told = {"kind": "police", "text": "Six beds.", "source": f"Force {number}"}
        add_evidence(reference, **told, by=by, at=here.at + timedelta(minutes=number))
        add_task(reference, title=f"Task {number}.", to=by.account_id, due_on=None, by=by, at=here.at)
    shown: dict[str, list[str]] = {"evidence/all/": [], "tasks/": []}
    for path, pages in shown.items():
        following: str | None = f"/cases/{reference}/{path}"
        while following:
            pages.append(_shown(client, following))
            following = pages[-1].partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
            following = following.replace("&amp;", "&") if 'rel="next"' in pages[-1] else None
    for pages, names in ((shown["evidence/all/"], "Force"), (shown["tasks/"], "Task")):
        assert [sum(f"{names} {number}" in page for number in range(3)) for page in pages] == [2, 1]


def test_a_list_is_saved_with_its_filters_and_removed(here: House, client: Client) -> None:
    assert "Save this work list" in _shown(client, "/work-lists/save/?kind=child&junk=1")
    again = client.post("/work-lists/save/?kind=child", {"name": "", "team": ""})
    assert again.status_code == 422
    assert "Write a name for the list." in again.content.decode()
    sent = client.post("/work-lists/save/?kind=child&junk=1", {"name": "Children", "team": ""})
    assert sent.headers["Location"] == "/cases/?show=open&kind=child"
    assert "Children" in _shown(client, "/cases/")
    (saved,) = saved_lists_of(actor(here.caseworker))
    assert "Children" in _shown(client, f"/work-lists/{saved.id}/remove/")
    assert client.post(f"/work-lists/{saved.id}/remove/").status_code == 302
    assert saved_lists_of(actor(here.caseworker)) == []


def test_queues_lead_to_the_cases_they_count(here: House, client: Client) -> None:
    reference = here.adult()
    shown = _shown(client, "/queues/").partition("<tbody")[2]
    link = shown.partition("held by nobody")[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "holder=nobody" in link
    assert reference in _shown(client, link)


@pytest.mark.proves("11.7.2")
def test_a_list_opens_nothing_that_is_sealed(here: House, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    reference, opened = here.adult(), list[bytes]()
    opening = DataKey.open

    def counted(key: DataKey, kept: bytes, place: bytes) -> bytes:
        opened.append(kept)
        return opening(key, kept, place)

    monkeypatch.setattr(DataKey, "open", counted)
    assert reference in _shown(client, "/cases/?holder=nobody")
    assert opened == []
    client.get(f"/cases/{reference}/")
    assert opened, "what counts them does count"
