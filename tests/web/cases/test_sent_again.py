"""A form that is sent twice, because the first answer did not come, is done once: of notes, tasks, holds and marks."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.tasks import add_task
from opennrm.cases.models import Evidence, Note, Task
from opennrm.disclosure.actions.at_entry import write_marked_note
from opennrm.disclosure.actions.marking import mark_piece
from opennrm.disclosure.models import PieceMark
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.refusal import Refused
from opennrm.retention.actions.holding import hold_record
from opennrm.retention.models import Hold
from tests.factories import cases as made
from tests.factories.partners import client_for, explained

pytestmark = [pytest.mark.django_db, pytest.mark.proves("REL-03", "2.3.3")]
TOKEN = re.compile(r'<input type="hidden" name="token" value="([\w-]+)">')


def token_of(client: Client, path: str) -> str:
    """The token that the form on a page carries."""
    (token,) = TOKEN.findall(client.get(path).content.decode())
    return str(token)


def test_a_note_and_a_task_that_are_sent_again_are_there_once() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    client = client_for(made.account_of(by))
    notes, tasks = f"/cases/{reference}/notes/", f"/cases/{reference}/tasks/"
    note = {"text": "Rang; nobody answered.", "visibility": "team", "mark": "source", "token": token_of(client, notes)}
    task = {"title": "Ring again", "assignee": str(by.account_id), "token": token_of(client, tasks)}
    for path, sent in ((notes, note), (tasks, task)):
        assert [client.post(path, sent).status_code for _ in range(2)] == [302, 302]
    assert (Note.objects.count(), PieceMark.objects.count(), Task.objects.count()) == (1, 1, 1)
    # Another one is another one, and what was changed meanwhile is not lost in silence.
    assert client.post(notes, note | {"token": token_of(client, notes)}).status_code == 302
    changed = client.post(tasks, task | {"title": "Write"})
    assert changed.status_code == 409
    assert "Write" in changed.content.decode()
    assert (Note.objects.count(), Task.objects.count()) == (2, 1)


def test_what_is_typed_into_the_form_that_was_gone_back_to_is_added_as_another_when_it_is_sent_again() -> None:
    reference, by, keeper = made.referred(), made.officer("caseworker"), made.officer("records_officer")
    case = f"/cases/{reference}/"
    day = {"review-day": "1", "review-month": "3", "review-year": str(timezone.now().year + 1)}
    note = {"text": "Rang.", "visibility": "team", "mark": ""}
    other: dict[str, tuple[Any, dict[str, Any], str, Any]] = {
        f"{case}notes/": (by, note, "text", Note),
        f"{case}tasks/": (by, {"title": "Ring", "assignee": str(by.account_id)}, "title", Task),
        f"{case}evidence/": (by, {"kind": "police", "text": "Six beds.", "mark": ""}, "text", Evidence),
        f"{case}holds/place/": (keeper, {"because": "A court.", **day}, "because", Hold),
    }
    for path, (who, sent, name, table) in other.items():
        client = client_for(made.account_of(who))
        explained(client, reference, "court_order")
        first = sent | {"token": token_of(client, path)}
        assert client.post(path, first).status_code == 302, path
        # Back, from the browser's memory, with the token of the first; then another is typed.
        answer = client.post(path, first | {name: "Something else."})
        page = answer.content.decode()
        assert (answer.status_code, table.objects.count()) == (409, 1), path
        assert "What you sent first with this form was kept." in page
        assert "Something else." in page
        (token,) = TOKEN.findall(page)
        assert token != first["token"]
        again = [client.post(path, first | {name: "Something else.", "token": token}).status_code for _ in range(2)]
        assert (again, table.objects.count()) == ([302, 302], 2), path


def test_a_mark_that_is_typed_into_the_form_that_was_gone_back_to_is_made_when_it_is_sent_again() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    add_evidence(reference, kind="police", text="Six beds. Two locks.", source="", by=by, at=timezone.now())
    client, key = client_for(made.account_of(by)), f"evidence:{Evidence.objects.get().id}"
    path = f"/cases/{reference}/marks/{key}/"
    first = {"mark": "source", "sentence": "0", "about": "", "token": token_of(client, path)}
    assert client.post(path, first).status_code == 302
    answer = client.post(path, first | {"sentence": "1"})
    assert answer.status_code == 409
    (token,) = TOKEN.findall(answer.content.decode())
    assert client.post(path, first | {"sentence": "1", "token": token}).status_code == 302
    assert PieceMark.objects.count() == 2


def test_what_was_made_the_first_time_is_given_again() -> None:
    reference, by, at = made.referred(), made.officer("caseworker"), timezone.now()
    keeper, told = made.officer("records_officer"), {"at": at, "token": "a-token-of-a-form"}
    note: dict[str, Any] = {"text": "Rang.", "visibility": "team", "mentioned": (), "by": by, **told}
    assert write_note(reference, **note) == write_note(reference, **note)
    task: dict[str, Any] = {"title": "Ring", "to": by.account_id, "due_on": None, "by": by, **told}
    assert add_task(reference, **task) == add_task(reference, **task)
    hold: dict[str, Any] = {"because": "A court.", "review_on": legal_day(at) + timedelta(days=9), "by": keeper, **told}
    assert hold_record(reference, **hold) == hold_record(reference, **hold)
    assert (Note.objects.count(), Task.objects.count(), Hold.objects.count()) == (1, 1, 1)
    for again, changed in ((write_note, note | {"text": "Wrote."}), (hold_record, hold | {"because": "An inquiry."})):
        with pytest.raises(Refused, match="first_was_kept"):
            again(reference, **changed)


def test_a_mark_that_is_sent_again_is_there_once() -> None:
    reference, by, at = made.referred(), made.officer("caseworker"), timezone.now()
    note = write_marked_note(
        reference, text="Rang.", visibility="team", mentioned=(), mark="", about="", by=by, at=at, token="a-first-form"
    )
    told: dict[str, Any] = {"mark": "source", "whole": True, "by": by, "at": at, "token": "a-token-of-a-form"}
    assert len(mark_piece(reference, f"note:{note}", **told)) == 1
    assert mark_piece(reference, f"note:{note}", **told) == []
    assert PieceMark.objects.count() == 1
