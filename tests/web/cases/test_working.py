"""The pages of tasks, notes and flags: what is sent is done, what is wrong is named, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from opennrm.cases.flags import flags_of
from opennrm.cases.tasks import tasks_of
from tests.factories.partners import client_for
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> House:
    return house()


@pytest.fixture
def client(here: House) -> Client:
    return client_for(here.caseworker)


def test_a_task_is_added_done_and_opened_again(here: House, client: Client) -> None:
    reference = here.adult()
    path = f"/cases/{reference}/tasks/"
    sent = {"title": "Ring.", "assignee": str(here.manager.id), "due-day": "31", "due-month": "2", "due-year": "2027"}
    wrong = client.post(path, sent).content.decode()
    assert "The due day must be a day that is in the calendar" in wrong
    assert 'value="Ring."' in wrong
    assert client.post(path, sent | {"due-day": "1"}).status_code == 302
    (task,) = tasks_of(here.case(reference).id)
    one = f"{path}{task.id}/"
    assert client.post(one, {}).status_code == 422
    for do, is_done in (("done", True), ("open", False)):
        assert client.post(one, {"do": do}).status_code == 302
        assert (tasks_of(here.case(reference).id)[0].done_at is not None) is is_done
    assert client.post(one, {"do": "pass", "assignee": str(here.caseworker.id)}).status_code == 302
    assert "Ring." in client.get("/tasks/").content.decode()


def test_a_note_is_written_and_the_one_who_is_mentioned_says_that_they_read_it(here: House, client: Client) -> None:
    reference = here.adult()
    path = f"/cases/{reference}/notes/"
    sent = {"text": "Read <b>this</b>.", "visibility": "only_me", "mentioned": [str(here.manager.id)]}
    wrong = client.post(path, sent).content.decode()
    assert "Nobody else can read a note that is for you alone." in wrong
    assert "Read &lt;b&gt;this&lt;/b&gt;." in wrong
    assert client.post(path, sent | {"visibility": "team"}).status_code == 302
    manager = client_for(here.manager)
    shown = manager.get("/for-you/").content.decode()
    mention = shown.partition('name="mention" value="')[2].partition('"')[0]
    assert client.post("/for-you/", {"mention": mention}).status_code == 404
    assert manager.post("/for-you/", {"mention": mention}).status_code == 302
    assert "You read this on" in manager.get("/for-you/").content.decode()
    for nonsense in ("", "x", "-1", "9" * 40):
        assert manager.post("/for-you/", {"mention": nonsense}).status_code == 404


def test_what_a_colleague_did_with_the_flags_meanwhile_stays(here: House, client: Client) -> None:
    reference = here.adult()
    path, other = f"/cases/{reference}/flags/", client_for(here.second_caseworker)
    assert client.post(path, {"shown": "", "flags": ["detained", "dependants"]}).status_code == 302
    assert other.post(path, {"shown": "detained dependants", "flags": ["dependants"]}).status_code == 302
    assert client.post(path, {"shown": "detained dependants", "flags": ["detained", "dependants", "at_risk"]})
    assert {each.flag for each in flags_of(here.case(reference).id).alone()} == {"dependants", "at_risk"}
    assert client.post(path, {"shown": "", "flags": ["rich"]}).status_code == 422
