"""The verb `htcds`: a referral goes out as a record of the standard, and a record comes in as a draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.utils import timezone

from opennrm.audit.queries import latest_events
from opennrm.referrals.models import Draft
from opennrm.referrals.whole import refer_at_once
from tests.console.conftest import Run
from tests.factories import cases as made
from tests.factories.cases import account_of

pytestmark = pytest.mark.django_db


def test_a_referral_goes_out_and_comes_in_again(opennrm: Run, tmp_path: Path) -> None:
    made.authority_team()
    by = made.referrer()
    who, whole = account_of(by).email, made.answers()
    reference = refer_at_once(whole, by=by, at=timezone.now())
    code, told = opennrm("htcds", "export", reference, "--as", who, "--json")
    assert code == 0
    record = told["record"]
    assert record["prs_FirstName"] == whole["first_name"]
    assert record["vic_TraffickingStatus"] == "PossibleVictimOfTrafficking"
    assert record["org_Name"] == record["cas_ReferringOrganisation"]
    assert latest_events(1)[0].kind == "ReferralViewed"
    (tmp_path / "record.json").write_text(json.dumps(record))
    (tmp_path / "answers.json").write_text(json.dumps({**whole, "first_name": None}))
    files = [str(tmp_path / "record.json"), "--answers", str(tmp_path / "answers.json")]
    code, told = opennrm("htcds", "import", *files, "--as", who, "--json")
    assert code == 0
    assert Draft.objects.get(id=told["draft"]).answers["first_name"] == whole["first_name"]
    assert {each["field"] for each in told["not_taken"]} >= {"org_Name", "vic_TraffickingStatus"}
    assert "not taken, org_Name" in opennrm("htcds", "import", *files, "--as", who)[1]


def test_what_is_wrong_is_told_in_one_sentence(opennrm: Run, tmp_path: Path) -> None:
    (tmp_path / "record.json").write_text('{"prs_FirstName": "Ana"}')
    (tmp_path / "answers.json").write_text('{"danger_now": "perhaps"}')
    who = account_of(made.referrer()).email
    files = [str(tmp_path / "record.json"), "--answers", str(tmp_path / "answers.json")]
    code, told = opennrm("htcds", "import", *files, "--as", who, "--json")
    assert code == 2
    assert "danger_now" in told["error"]
    assert "Ana" not in told["error"]
    assert opennrm("htcds", "export", "--json")[0] == 2
    assert opennrm("htcds", "export", "NRM-0000-0000-00", "--as", who, "--json")[0] == 2


def test_every_field_is_listed_with_where_it_stands(opennrm: Run) -> None:
    code, told = opennrm("htcds", "fields", "--json")
    assert code == 0
    assert len(told["fields"]) == 92
    assert "* prs_FirstName" in opennrm("htcds", "fields")[1]
