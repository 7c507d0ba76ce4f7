"""A charity's case system begins a referral, is told what is missing, completes it, sends it, and follows it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from opennrm.audit.models import EventRow
from opennrm.audit.queries import latest_events
from opennrm.audit.record import command
from opennrm.cases.models import Case
from opennrm.demo.notifying import anonymous_answers
from opennrm.mechanism.calendar import legal_day
from opennrm.partners.models import Team
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.journey import answers_that_apply
from opennrm.referrals.actions import keep_answers, locked_draft
from opennrm.referrals.models import Draft, Referral
from tests.factories import cases as made
from tests.factories import partners
from tests.factories.programs import Program, program, system, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Program:
    made.authority_team()
    return program()


def plain(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers, with what was ticked in one order."""
    return {key: sorted(value) if isinstance(value, list) else value for key, value in answers.items()}


def problems(answer: Any) -> dict[str, str]:
    """The remedies by field."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    return {error["field"]: error["detail"] for error in answer.json()["errors"]}


def test_a_referral_is_begun_completed_sent_and_followed(ours: Program) -> None:
    whole = made.answers()
    missing = {"first_name", "danger_now"}
    path = ours.begins({key: value for key, value in whole.items() if key not in missing})
    read = ours.get(path).json()
    assert (read["state"], read["reference"]) == ("draft", None)
    assert read["answers"].keys().isdisjoint(missing)
    told = ours.ask("POST", f"{path}/validate")
    assert told.status_code == 422
    assert problems(told)["first_name"].startswith("Enter the first name")
    assert told.json()["errors"][0]["pointer"].startswith("/answers/")
    assert ours.ask("POST", f"{path}/submit", key="send-it-once").status_code == 422
    changed = ours.ask("PATCH", path, {"answers": {key: whole[key] for key in missing}})
    assert changed.status_code == 200, changed.json()
    assert ours.ask("POST", f"{path}/validate").json() == {"ready": True}
    sent = ours.ask("POST", f"{path}/submit", key="send-it-once")
    reference = sent.json()["reference"]
    assert sent.headers["Location"] == f"/api/v1/referrals/{reference}"
    assert plain(Referral.objects.get(reference=reference).answers) == plain(whole)
    read = ours.get(path).json()
    assert (read["state"], read["reference"], read["answers"]) == ("sent", reference, {})
    status = ours.get(f"referrals/{reference}").json()
    assert status["kind"] == "adult"
    assert status["stage"] == "reasonable_grounds_pending"
    assert str(whole["first_name"]) not in str(status)


def test_what_was_sent_is_seen_by_the_team_and_told_in_the_history() -> None:
    made.authority_team()
    mine = system()
    ours, team = Program(token_of(mine)), partners.actor(mine).teams
    path = ours.begins(made.answers())
    reference = ours.ask("POST", f"{path}/submit", key="send-it-once").json()["reference"]
    ours.get(f"referrals/{reference}")
    told = EventRow.objects.filter(kind__in=("ReferralSubmitted", "DraftStarted"))
    assert set(told.values_list("actor", flat=True)) == {mine.id}
    assert "ReferralViewed" in {event.kind for event in latest_events(9)}
    colleague = partners.account("first_responder", in_team=Team.objects.get(id=min(team)))
    assert partners.client_for(colleague).get(f"/referrals/{reference}/").status_code == 200


def test_a_key_that_comes_again_begins_and_sends_nothing_twice(ours: Program) -> None:
    path = ours.begins(made.answers())
    assert ours.begins(made.answers()) == path
    other = ours.ask("POST", "drafts", {"answers": {}}, key="key-of-a-draft")
    assert (other.status_code, other.json()["code"]) == (409, "key_used")
    first = ours.ask("POST", f"{path}/submit", key="send-it-once")
    for key in ("send-it-once", "another-key"):
        assert ours.ask("POST", f"{path}/submit", key=key).json() == first.json()
    second = ours.begins({}, key="second-draft")
    other = ours.ask("POST", f"{second}/submit", key="send-it-once")
    assert (other.status_code, other.json()["code"]) == (409, "key_used")
    assert Referral.objects.count() == 1
    assert ours.ask("PATCH", path, {"answers": {"first_name": "Ana"}}).json()["code"] == "already_sent"


def test_every_wrong_answer_is_named_with_what_to_do_and_nothing_is_kept(ours: Program) -> None:
    wrong = {"referrer_phone": "12", "nobody_asks_this": 1, "referrer_role": [], "x~/y": None}
    told = problems(ours.ask("POST", "drafts", {"answers": {**made.answers(), **wrong}}, key="key-of-a-draft"))
    assert told.keys() == set(wrong)
    assert "full phone number" in told["referrer_phone"]
    assert not Draft.objects.exists()
    path = ours.begins({"danger_now": "no"})
    told = problems(ours.ask("PATCH", path, {"answers": {"referrer_phone": "12", "danger_now": "no"}}))
    assert told.keys() == {"referrer_phone"}
    assert ours.get(path).json()["answers"] == {"danger_now": "no"}


def test_null_takes_an_answer_out_and_what_is_no_longer_asked_goes_with_it(ours: Program) -> None:
    whole = made.answers()
    path = ours.begins(whole)
    before = ours.get(path).json()["answers"]
    assert plain(before) == plain(whole)
    assert ours.ask("PATCH", path, {"answers": {"age_answer": None}}).status_code == 200
    after = ours.get(path).json()["answers"]
    assert "age_answer" not in after
    assert len(after) < len(before) - 1, "what is only asked of an adult went too"
    assert after.items() <= before.items()
    late = problems(ours.ask("PATCH", path, {"answers": {"consent_to_referral": "yes"}}))
    assert "take it out" in late["consent_to_referral"], "what was asked to be kept does not vanish unsaid"


@pytest.mark.parametrize(
    "empty",
    [
        {"family_background": ""},
        {"family_background": " \n"},
        {"first_name": {"not_known": ""}},
        {"exploitation_countries": []},
        {"decision_address": {"line_1": "1 Quay Lane", "line_2": "", "town": "Marshport", "postcode": "ZZ1 1ZZ"}},
        {"vehicles_told": "yes", "vehicles": [{"vehicle_make": "Van", "vehicle_colour": None}]},
        {"vehicles_told": "yes", "vehicles": [{"vehicle_make": "Van", "vehicle_colour": ""}]},
    ],
)
def test_an_answer_that_says_nothing_is_refused_and_not_taken_for_none(ours: Program, empty: dict[str, Any]) -> None:
    answers = made.answers() | {"exploiters_told": "no", "phones_told": "no", "online_names_told": "no"}
    told = problems(ours.ask("POST", "drafts", {"answers": answers | empty}, key="empty-answer"))
    assert told.keys() == {list(empty)[-1]}
    assert not Draft.objects.exists()


def test_what_a_colleague_wrote_meanwhile_is_named_and_stays_until_its_version_was_read() -> None:
    mine = system()
    ours, home = Program(token_of(mine)), Team.objects.get(id=min(partners.actor(mine).teams))
    path = ours.begins(made.answers())
    first = ours.get(path).json()
    colleague = partners.actor(partners.account("first_responder", in_team=home))
    with command(), connection.cursor() as cursor:
        held = locked_draft(cursor, UUID(path[7:]), colleague)
        keep_answers(cursor, held, {**held.answers, "first_name": "Corrected"}, by=colleague, at=timezone.now())
    sent: dict[str, Any] = {"answers": {"first_name": "Old", "danger_now": "no"}}
    for body in (sent, {**sent, "version": first["version"]}):
        told = ours.ask("PATCH", path, body)
        assert (told.status_code, told.json()["code"]) == (409, "changed_meanwhile")
        assert problems(told).keys() == {"first_name", "version"}
        assert "send with your answers the version that you read" in problems(told)["version"]
    now = ours.get(path).json()
    assert now["answers"] == {**first["answers"], "first_name": "Corrected"}
    assert ours.ask("PATCH", path, {**sent, "version": now["version"]}).status_code == 200
    assert ours.get(path).json()["answers"]["first_name"] == "Old"
    for wrong in (True, -1, "1", None, 1.5):
        told = ours.ask("PATCH", path, {**sent, "version": wrong})
        assert told.status_code == 400
        assert problems(told).keys() == {"version"}


def test_a_system_sees_only_what_it_began_itself() -> None:
    made.authority_team()
    team = partners.team(partners.organisation())
    one, two = program(of=system(team)), program(of=system(team))
    path = one.begins(made.answers())
    for method, asked in (("GET", path), ("PATCH", path), ("POST", f"{path}/validate"), ("POST", f"{path}/submit")):
        body = {"answers": {}} if method == "PATCH" else None
        assert two.ask(method, asked, body, key="a-key-of-two").status_code == 404, (method, asked)
    reference = one.ask("POST", f"{path}/submit", key="send-it-once").json()["reference"]
    hidden, nothing = two.get(f"referrals/{reference}"), two.get("referrals/NRM-0000-0000-00")
    assert hidden.status_code == nothing.status_code == 404
    assert hidden.content == nothing.content
    assert latest_events(1)[0].kind == "AccessRefused"


def test_without_consent_nothing_is_sent_and_the_answer_says_what_else_can_be_done(ours: Program) -> None:
    answers = anonymous_answers(legal_day(timezone.now()))
    path = ours.begins(answers_that_apply(CATALOGUE, answers))
    told = problems(ours.ask("POST", f"{path}/submit", key="send-it-once"))
    assert "no referral can be made" in told["consent_to_referral"]


def test_where_one_answer_is_wrong_those_that_hang_on_it_are_not_called_wrong_too(ours: Program) -> None:
    told = problems(ours.ask("POST", "drafts", {"answers": made.answers(danger_now="perhaps")}, key="key-of-a-draft"))
    assert told.keys() == {"danger_now"}


@pytest.mark.parametrize(
    "vehicles", [5, "van", ["van"], [{"vehicle_make": "Van"}, 7], [{"vehicle_make": 7}], [{"id": None}], [[]], {}]
)
def test_a_list_in_another_form_is_refused_in_words(ours: Program, vehicles: Any) -> None:
    answers = made.answers() | {"exploiters_told": "no", "vehicles_told": "yes", "phones_told": "no"}
    answers |= {"online_names_told": "no", "vehicles": vehicles}
    told = ours.ask("POST", "drafts", {"answers": answers}, key="a-list-in-another-form")
    assert told.status_code == 422, told.content
    assert "vehicles" in problems(told)


def test_a_list_needs_no_ids_of_a_program(ours: Program) -> None:
    listed = {"exploiters_told": "no", "vehicles_told": "yes", "phones_told": "no", "online_names_told": "no"}
    path = ours.begins(made.answers() | listed | {"vehicles": [{"vehicle_make": "Van"}]})
    assert ours.get(path).json()["answers"]["vehicles"] == [{"id": "1", "vehicle_make": "Van"}]


def test_who_is_checking_what_is_not_told(ours: Program) -> None:
    path = ours.begins(made.answers())
    reference = ours.ask("POST", f"{path}/submit", key="send-it-once").json()["reference"]
    Case.objects.filter(reference=reference).update(stage="reasonable_grounds_to_check")
    assert ours.get(f"referrals/{reference}").json()["stage"] == "reasonable_grounds_pending"
