"""A police force's case system writes a whole referral by the lines of the how-to page, and follows it to the decision.

It asks over HTTP with curl, as the page tells; the train goes into a tunnel while a picture is sent.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator
from pytest_django.live_server_helper import LiveServer

from opennrm.audit.queries import events_of_case
from opennrm.evidence.queries import original_of
from opennrm.notifications import webhooks
from opennrm.notifications.webhook_calls import call_what_is_due
from opennrm.partners.models import Team
from opennrm.referrals.adding import draft_of
from opennrm.referrals.models import Draft, Referral
from opennrm.web.api.description import description
from tests.factories import cases as made
from tests.factories import files, partners
from tests.factories.programs import program, system, token_of
from tests.house.tree import ROOT
from tests.notifications.test_webhook_calls import Heard

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed, so the how-to page was not tried"),
]
PAGE = (ROOT / "docs/how-to/refer-from-your-own-system.md").read_text()
SETTING, BEGIN, VALIDATE, CORRECT, ADD, SEND, TAKE = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
(VERIFIER,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
ASK_VERIFIER = """
import json, sys
told = json.load(sys.stdin)
print(is_genuine(told["secret"], told["headers"], told["body"].encode(), told["now"]))
"""
TUNNEL = """#!/bin/sh
# The third piece does not get through, once.
case "$*" in *"--request PATCH"*"Upload-Offset: 1000000"*)
  [ -e in-the-tunnel ] || { touch in-the-tunnel; echo "curl: (56) Recv failure" >&2; exit 56; } ;;
esac
exec %s "$@"
"""


class CaseSystem:
    """The computer of a police force on which the lines of the page are run."""

    def __init__(self, at: Path, server: str, token: str) -> None:
        self.at, self.env = at, {**os.environ, "SERVER": server, "TOKEN": token}
        self.kept = ""
        (at / "curl").write_text(TUNNEL % shutil.which("curl"))
        (at / "curl").chmod(0o755)
        self.env["PATH"] = f"{at}:{os.environ['PATH']}"

    def runs(self, *lines: str) -> str:
        """Run lines of the page; what they set stays set, as in one window."""
        keep = "\ndeclare -p DRAFT REFERRAL 2>/dev/null > set.sh || true"
        script = "\n".join(["set -uo pipefail", SETTING, "[ -e set.sh ] && . ./set.sh", *lines]) + keep
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.at, env=self.env, capture_output=True, text=True, timeout=60, check=True
        )
        return done.stdout

    def has(self, name: str) -> Any:
        """What a file holds that was answered."""
        return json.loads((self.at / name).read_text())

    def writes(self, name: str, content: Any) -> None:
        """A file for the lines to send."""
        (self.at / name).write_text(json.dumps(content))


def is_genuine(secret: str, sent: tuple[str, Any, bytes], body: bytes | None = None, late: float = 0) -> bool:
    """What the page's own verifier says, run by itself."""
    _address, headers, as_sent = sent
    now = timezone.now().timestamp() + late
    told = {"secret": secret, "headers": dict(headers), "body": (body or as_sent).decode(), "now": now}
    asked = [sys.executable, "-I", "-c", VERIFIER + ASK_VERIFIER]
    done = subprocess.run(asked, input=json.dumps(told), capture_output=True, text=True, timeout=30, check=True)
    return done.stdout.strip() == "True"


@pytest.mark.proves("REL-04")
def test_a_police_system_writes_a_referral_adds_a_picture_sends_it_and_reads_what_was_decided(
    live_server: LiveServer, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOKS = "outside"
    monkeypatch.setattr(webhooks, "looked_up", lambda host, port: None)
    authority = made.authority_team()
    force = partners.organisation()
    team = Team.objects.create(organisation=force, name="Modern slavery unit")
    theirs = CaseSystem(tmp_path, live_server.url, token_of(system(team)))
    secret = webhooks.add_webhook(
        "https://hook.example/in", by=partners.actor(partners.account("administrator", of=force)), at=timezone.now()
    ).secret

    whole, picture = made.answers(), files.jpg(1500, 1500)
    missing = ("first_name", "danger_now")
    theirs.writes("answers.json", {"answers": {key: whole[key] for key in whole if key not in missing}})
    told = theirs.runs(BEGIN, VALIDATE)
    assert {error["field"] for error in json.loads(told)["errors"]} == set(missing)
    theirs.writes("corrections.json", {"answers": {key: whole[key] for key in missing}})
    theirs.runs(CORRECT)
    assert theirs.has("told.json") == {"ready": True}

    (tmp_path / "picture.jpg").write_bytes(picture)
    assert 1_000_000 < len(picture) < 1_500_000, "three pieces"
    broken_off = json.loads(theirs.runs(ADD))
    assert (broken_off["state"], broken_off["offset"]) == ("arriving", 1_000_000)
    whole_file = json.loads(theirs.runs(ADD))
    assert (whole_file["state"], whole_file["id"]) == ("not_scanned", broken_off["id"])

    sent = json.loads(theirs.runs(SEND))
    assert json.loads(theirs.runs(SEND)) == sent
    reference = sent["reference"]
    assert Referral.objects.count() == 1
    assert theirs.has("status.json")["stage"] == "reasonable_grounds_pending"
    assert original_of(draft_of(reference), whole_file["id"]) == picture
    assert "FileSent" in {event.kind for event in events_of_case(reference)}

    made.decided(reference, "positive", by=made.officer("caseworker", in_team=authority))
    heard = Heard()
    while call_what_is_due(timezone.now(), post=heard).taken:
        pass
    assert [json.loads(body)["type"] for _a, _h, body in heard.sent] == ["referral.received", "referral.status_changed"]
    call = {"$ref": "#/components/schemas/Call", "components": description()["components"]}
    for _address, headers, body in heard.sent:
        jsonschema.validate(json.loads(body), call, Draft202012Validator)
        described = description()["webhooks"][json.loads(body)["type"]]["post"]["parameters"]
        assert {each["name"] for each in described} <= set(headers)
    assert is_genuine(secret, heard.sent[1])
    assert not is_genuine(secret, heard.sent[1], heard.sent[0][2]), "another body"
    assert not is_genuine(secret, heard.sent[1], late=301)
    assert not is_genuine(webhooks.webhook_secret("another", 1), heard.sent[1])
    theirs.runs('ask --output status.json "$SERVER$REFERRAL"')
    assert theirs.has("status.json")["reasonable_grounds"]["outcome"] == "positive"

    theirs.runs(TAKE)
    record = theirs.has("record.json")["record"]
    beside = {key: whole[key] for key in whole if key not in ("first_name", "last_name")}
    elsewhere = program().ask("POST", "htcds", {"record": record, "answers": beside}, key="from-a-record")
    assert elsewhere.status_code == 201, elsewhere.json()
    taken = Draft.objects.get(id=elsewhere.json()["id"])
    assert (taken.answers["first_name"], taken.answers["last_name"]) == (whole["first_name"], whole["last_name"])
    assert {each["field"] for each in elsewhere.json()["not_taken"]} >= {"org_Name", "vic_TraffickingStatus"}
