"""A system sends a record of the standard and is given a draft, and what was not taken."""

from __future__ import annotations

import pytest

from opennrm.questions.htcds import record_of
from opennrm.referrals.models import Draft
from tests.factories import cases as made
from tests.factories.programs import program

pytestmark = pytest.mark.django_db


def test_a_record_becomes_a_draft_once_and_what_is_left_out_is_said() -> None:
    ours, whole = program(), made.answers()
    beside = {key: whole[key] for key in whole if key not in ("first_name", "last_name")}
    sent = {"record": {**record_of(whole), "prs_MobilePhone": "07700 900123"}, "answers": beside}
    first, again = (ours.ask("POST", "htcds", sent, key="key-of-a-draft") for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert [each["field"] for each in first.json()["not_taken"]] == ["prs_MobilePhone"]
    assert Draft.objects.count() == 1
    kept = ours.get(first.json()["href"].removeprefix("/api/v1/")).json()["answers"]
    assert kept["first_name"] == whole["first_name"]


@pytest.mark.parametrize("sent", [{}, {"record": []}, {"record": {}, "answers": []}, {"record": {}, "more": 1}])
def test_what_is_no_record_is_asked_for(sent: object) -> None:
    answer = program().ask("POST", "htcds", sent, key="key-of-a-draft")
    assert (answer.status_code, answer.json()["code"]) == (400, "no_record")


def test_wrong_answers_beside_a_record_are_named() -> None:
    sent = {"record": {"prs_FirstName": "Ana"}, "answers": {"danger_now": "perhaps"}}
    answer = program().ask("POST", "htcds", sent, key="key-of-a-draft")
    assert [error["field"] for error in answer.json()["errors"]] == ["danger_now"]
