"""A system sends a record of the standard and is given a draft; what it sent itself it takes out as a record."""

from __future__ import annotations

import pytest

from opennrm.audit.queries import latest_events
from opennrm.partners.models import Team
from opennrm.questions.htcds import record_of
from opennrm.referrals.models import Draft
from tests.factories import cases as made
from tests.factories import partners
from tests.factories.programs import Program, program, system, token_of
from tests.web.api.test_description import holds

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


def test_what_a_system_sent_goes_out_as_a_record_with_a_scope_of_its_own_and_is_told_in_the_history() -> None:
    made.authority_team()
    mine, whole = system(), made.answers()
    ours, narrow = Program(token_of(mine)), Program(token_of(mine, "drafts:write", "referrals:read"))
    path = ours.begins(whole)
    reference = ours.ask("POST", f"{path}/submit", key="send-it-once").json()["reference"]
    asked = f"referrals/{reference}/htcds"
    answer = ours.get(asked)
    assert answer.headers["Cache-Control"] == "no-store"
    record = answer.json()["record"]
    assert record["prs_FirstName"] == whole["first_name"]
    assert record["vic_TraffickingStatus"] == "PossibleVictimOfTrafficking"
    assert record["org_Name"] == mine.organisation.name
    seen = latest_events(1)[0]
    assert (seen.kind, seen.subject) == ("ReferralViewed", reference)
    holds(answer, "/api/v1/referrals/{reference}/htcds", "get")
    assert (narrow.get(asked).status_code, narrow.get(asked).json()["code"]) == (403, "no_scope")
    of_our_team = program(of=system(Team.objects.get(id=min(partners.actor(mine).teams))))
    for hidden in (of_our_team.get(asked), program().get(asked), ours.get("referrals/NRM-0000-0000-00/htcds")):
        assert hidden.status_code == 404, "a system sees what it began itself"
    assert ours.ask("POST", "htcds", answer.json(), key="from-a-record").status_code == 201, "it can come in again"


@pytest.mark.parametrize("sent", [{}, {"record": []}, {"record": {}, "answers": []}, {"record": {}, "more": 1}])
def test_what_is_no_record_is_asked_for(sent: object) -> None:
    answer = program().ask("POST", "htcds", sent, key="key-of-a-draft")
    assert (answer.status_code, answer.json()["code"]) == (400, "no_record")


def test_wrong_answers_beside_a_record_are_named() -> None:
    sent = {"record": {"prs_FirstName": "Ana"}, "answers": {"danger_now": "perhaps"}}
    answer = program().ask("POST", "htcds", sent, key="key-of-a-draft")
    assert [error["field"] for error in answer.json()["errors"]] == ["danger_now"]
