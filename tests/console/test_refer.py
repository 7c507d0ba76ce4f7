"""The verb `refer`: one file, one referral; what is wrong is named by its field, and nothing is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from opennrm.audit.queries import latest_events
from opennrm.referrals.models import Draft, Referral
from tests.console.conftest import Run
from tests.factories import cases as made
from tests.factories.cases import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def who() -> str:
    made.authority_team()
    return account_of(made.referrer()).email


def written(tmp_path: Path, **changed: object) -> str:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(made.answers(**changed)))
    return str(path)


def test_a_file_becomes_a_referral_with_a_receipt_and_no_name(opennrm: Run, who: str, tmp_path: Path) -> None:
    code, told = opennrm("refer", written(tmp_path), "--as", who, "--json")
    kept = Referral.objects.get()
    assert (code, told["reference"], told["referred_as"]) == (0, kept.reference, "adult")
    assert told["sent_hash"] == kept.answers_hash
    assert told["authority"] == "Single Competent Authority"
    assert "Linh" not in json.dumps(told)


def test_the_same_file_sent_again_is_the_same_referral(opennrm: Run, who: str, tmp_path: Path) -> None:
    first = opennrm("refer", written(tmp_path), "--as", who, "--json")[1]["reference"]
    code, told = opennrm("refer", written(tmp_path), "--as", who)
    assert code == 0
    assert f"Received: {first}" in told
    assert Referral.objects.count() == Draft.objects.count() == 1


def test_every_wrong_answer_is_named_with_its_remedy_and_nothing_is_kept(
    opennrm: Run, who: str, tmp_path: Path
) -> None:
    path = written(tmp_path, referrer_phone="none", danger_now="perhaps", favourite_colour="red")
    code, told = opennrm("refer", path, "--as", who, "--json")
    fields = {error["field"]: error["message"] for error in told["errors"]}
    assert code == 2
    assert "full phone number" in fields["referrer_phone"]
    assert "Choose one of the answers" in fields["danger_now"]
    assert "take it out" in fields["favourite_colour"]
    assert not Referral.objects.exists()
    assert not Draft.objects.exists()
    code, told = opennrm("refer", path, "--as", who)
    assert code == 2
    assert told.startswith("Nothing was sent. Correct:\n")


def test_a_refused_consent_says_where_to_look(opennrm: Run, who: str, tmp_path: Path) -> None:
    path = tmp_path / "refused.json"
    kept = {"danger_now": "no", "referrer_nation": "scotland", "age_answer": "adult"}
    kept |= {"under_18_during_exploitation": "no", "consent_to_referral": "refused"}
    path.write_text(json.dumps(kept))
    code, told = opennrm("refer", str(path), "--as", who, "--json")
    assert code == 2
    assert any(error["field"] == "consent_to_referral" for error in told["errors"])


def test_a_contradiction_between_answers_is_named(opennrm: Run, who: str, tmp_path: Path) -> None:
    code, told = opennrm("refer", written(tmp_path, date_of_birth="2020-01-01"), "--as", who, "--json")
    assert code == 2
    assert [error["field"] for error in told["errors"]] == ["date_of_birth-day"]


def test_a_role_that_does_not_refer_is_told_so(opennrm: Run, tmp_path: Path) -> None:
    who = account_of(made.officer("caseworker")).email
    code, told = opennrm("refer", written(tmp_path), "--as", who)
    assert (code, told.startswith("Your roles do not let you start")) == (2, True)


def test_an_unknown_account_is_one_sentence(opennrm: Run, tmp_path: Path) -> None:
    code, told = opennrm("refer", written(tmp_path), "--as", "nobody@nowhere.example")
    assert (code, told.count("\n")) == (2, 1)
    assert "--as" in told


def test_the_history_holds_who_it_was_done_as(opennrm: Run, tmp_path: Path) -> None:
    made.authority_team()
    by = made.referrer()
    opennrm("refer", written(tmp_path), "--as", account_of(by).email)
    assert {event.by for event in latest_events(50) if event.kind == "ReferralSubmitted"} == {by.account_id}
