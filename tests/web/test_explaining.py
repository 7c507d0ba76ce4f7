"""No form of a case is received from somebody who does not work on it and did not say why; nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.allocation import take_case
from opennrm.cases.actions.tasks import add_task
from opennrm.cases.models import Case, Note, Opening, Task
from tests.factories.need import held
from tests.factories.partners import client_for, explained
from tests.factories.referrals import House, house

pytestmark = pytest.mark.django_db
TYPED = "What the refuge said: \u201cshe is safe\u201d & sound."


@pytest.fixture
def here() -> House:
    return house()


def hidden_fields(page: str) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value.replace("&amp;", "&"))
    return found


def sends(client: Client, reference: str, **more: Any) -> Any:
    task = {"title": "Ring the refuge", "assignee": str(more.pop("to")), **more}
    return client.post(f"/cases/{reference}/tasks/", task)


@pytest.mark.proves("AZ-06")
def test_one_form_does_not_make_a_colleagues_case_ones_own_work(here: House) -> None:
    reference, me = held(here), here.second_caseworker
    client = client_for(me)
    for path, sent in (
        ("tasks/", {"title": "For me", "assignee": str(me.id)}),
        ("take/", {"version": str(here.case(reference).version)}),
        ("notes/", {"text": TYPED, "visibility": "team"}),
    ):
        asked = client.post(f"/cases/{reference}/{path}", sent)
        assert asked.status_code == 403, path
        assert "Why do you work on this case?" in asked.content.decode()
        assert "Ana" not in asked.content.decode()
    assert not Task.objects.filter(assignee_id=me.id).exists()
    assert not Note.objects.exists()
    assert here.case(reference).owner_id == here.caseworker.id
    assert client.get(f"/cases/{reference}/").status_code == 302


@pytest.mark.proves("AZ-06")
def test_what_was_typed_waits_on_the_page_that_asks_and_goes_on_with_the_reason(here: House) -> None:
    reference, client = held(here), client_for(here.second_caseworker)
    typed = {"text": TYPED, "visibility": "team", "mentioned": [str(here.manager.id), str(here.caseworker.id)]}
    path = f"/cases/{reference}/notes/"
    asked = client.post(path, typed)
    waiting = hidden_fields(asked.content.decode())
    assert waiting["text"] == [TYPED]
    assert sorted(waiting["mentioned"]) == sorted(typed["mentioned"])
    refused = client.post(path, {**waiting, "why-reason": "curiosity", "why-words": "I wonder."})
    assert refused.status_code == 403
    assert "Choose why you open this case" in refused.content.decode()
    assert 'href="#why-reason"' in refused.content.decode()
    assert "I wonder." in refused.content.decode()
    assert not Opening.objects.exists()
    again = hidden_fields(refused.content.decode())
    assert again == waiting
    assert client.post(path, {**again, "why-reason": "duty"}).status_code == 302
    assert Note.objects.get().text == TYPED
    first = next(event for event in events_of_case(reference) if event.by == here.second_caseworker.id)
    assert first.kind == "OpeningExplained"
    assert client.post(path, typed).status_code == 302
    assert Opening.objects.count() == 1


@pytest.mark.proves("AZ-06")
def test_a_page_that_was_open_as_a_colleague_took_the_case_over_shows_nothing_more_without_a_reason(
    here: House,
) -> None:
    reference = here.adult()
    client = client_for(here.second_caseworker)
    assert client.get(f"/cases/{reference}/notes/").status_code == 200
    by = here.actor("caseworker")
    take_case(reference, seen=here.case(reference).version, by=by, at=timezone.now())
    for _ in range(3):
        asked = client.post(f"/cases/{reference}/notes/", {"text": TYPED})
        assert asked.status_code == 403
        assert hidden_fields(asked.content.decode())["text"] == [TYPED]
    viewed = [event for event in events_of_case(reference) if event.kind == "CaseViewed"]
    assert len(viewed) == 1
    assert client.get(f"/cases/{reference}/notes/").status_code == 302


def test_a_task_from_somebody_else_makes_a_case_ones_work_and_one_from_oneself_does_not(here: House) -> None:
    reference, me = held(here), here.second_caseworker
    client = explained(client_for(me), reference)
    assert sends(client, reference, to=me.id).status_code == 302
    fresh = client_for(me)
    assert fresh.get(f"/cases/{reference}/").status_code == 302
    task = Task.objects.get(assignee_id=me.id)
    assert client.post(f"/cases/{reference}/tasks/{task.id}/", {"do": "pass", "assignee": str(here.caseworker.id)})
    assert client.post(f"/cases/{reference}/tasks/{task.id}/", {"do": "pass", "assignee": str(me.id)})
    assert Task.objects.get(id=task.id).assignee_id == me.id
    assert fresh.get(f"/cases/{reference}/").status_code == 302
    by = here.actor("caseworker")
    add_task(reference, title="Read it", to=me.id, due_on=None, by=by, at=timezone.now())
    assert fresh.get(f"/cases/{reference}/").status_code == 200


def test_a_form_of_ones_own_work_asks_nothing_and_one_of_what_is_not_there_says_nothing(here: House) -> None:
    reference = held(here)
    assert sends(client_for(here.caseworker), reference, to=here.caseworker.id).status_code == 302
    Case.objects.filter(reference=reference).update(restricted=True, restricted_because="operation")
    away = sends(client_for(here.second_caseworker), reference, to=here.second_caseworker.id)
    never = sends(client_for(here.second_caseworker), "NRM-7K3F-9QXD-2A", to=here.second_caseworker.id)
    assert (away.status_code, never.status_code) == (404, 404)


def test_a_case_that_a_colleague_holds_is_not_taken_from_them(here: House) -> None:
    reference = held(here)
    client = explained(client_for(here.second_caseworker), reference)
    refused = client.post(f"/cases/{reference}/take/", {"version": str(here.case(reference).version)})
    assert refused.status_code == 422
    assert "A colleague holds this case" in refused.content.decode()
    assert here.case(reference).owner_id == here.caseworker.id
