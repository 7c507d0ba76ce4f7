"""A dossier holds the whole case, its hashes are true, and making it is in the history."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from opennrm.audit.queries import events_of_case
from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.extending import extend_recovery
from opennrm.cases.actions.flags import set_flags
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.representations import record_representation
from opennrm.cases.actions.withdrawing import withdraw_case
from opennrm.cases.dossier import printed, record_of, whole_case
from opennrm.evidence.dossier import make_dossier_with_files as make_dossier
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.interruptions import Withdrawal
from opennrm.mechanism.profiles.profile import WayOfWithdrawing
from opennrm.mechanism.refusal import Refused
from opennrm.partners.access import Actor, NotYours
from tests.cases.test_asking import asked
from tests.factories import cases as made
from tests.factories import referrals

pytestmark = pytest.mark.django_db
SECRET = "Only the team may know this."


def _case() -> tuple[str, Actor]:
    reference = made.referred(exploitation_where="uk", exploitation_uk_towns=["boston"])
    by, at = made.officer("caseworker"), timezone.now()
    add_evidence(reference, kind="police", text="Six <b>beds</b>, ستة أسرة #panic()", source="Police", by=by, at=at)
    set_flags(reference, raised=["detained"], lowered=(), by=by, at=at)
    write_note(reference, text=SECRET, visibility="team", mentioned=(), by=by, at=at)
    made.decided(reference, "negative", by=by)
    made.checked(reference, by=made.officer("second_officer", name="Ruth Alder"))
    made.served(reference, by=by)
    return reference, by


def test_the_zip_holds_everything_under_hashes_that_are_true() -> None:
    reference, by = _case()
    dossier = make_dossier(reference, form="zip", by=by, at=timezone.now())
    with zipfile.ZipFile(io.BytesIO(dossier.content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert sha256(held["manifest.json"]).hexdigest() == dossier.manifest_hash
    listed = {each["path"]: each["sha256"] for each in json.loads(held.pop("manifest.json"))["files"]}
    assert listed == {path: sha256(content).hexdigest() for path, content in held.items()}
    assert {path.split("/")[0] for path in held} == {f"{reference}.pdf", "record.json", "letters", "evidence"}
    assert "beds" in held["evidence/001-police.txt"].decode()
    assert all(content.startswith(b"%PDF") for path, content in held.items() if path.endswith(".pdf"))
    record = json.loads(held["record.json"])
    assert [each["outcome"] for each in record["decisions"]] == ["negative"]
    assert [(each["label"], each["at"]) for each in record["places"]] == [("Boston", [52.98, -0.03])]
    assert SECRET not in json.dumps(record)
    event = events_of_case(reference)[-1]
    assert (event.kind, event.by) == ("DossierMade", by.account_id)
    assert event.facts == {"form": "zip", "files": len(held), "manifest_hash": dossier.manifest_hash}


def test_the_pdf_is_the_same_for_the_same_case_and_moment() -> None:
    reference, by = _case()
    at = timezone.now()
    whole = whole_case(made.seen(reference, by))
    words = json.dumps(printed(whole, made_by=by.name, at=at), ensure_ascii=False)
    for wanted in (
        "Detained",
        "Six <b>beds</b>",
        "Ruth Alder",
        made.REASONS[:40],
        "Access to the case was given",
        "52.98, -0.03",
    ):
        assert wanted in words
    assert SECRET not in words
    assert record_of(whole, at)["evidence"][0]["source"] == "Police"
    pdf = make_dossier(reference, form="pdf", by=by, at=at)
    assert (pdf.name, pdf.content[:4]) == (f"{reference}.pdf", b"%PDF")


def test_only_whoever_may_takes_a_case_of_their_own_team_along() -> None:
    reference, by = made.referred(), made.officer("caseworker")
    with pytest.raises(Refused, match="not_your_role"):
        make_dossier(reference, form="pdf", by=made.officer("second_officer"), at=timezone.now())
    with pytest.raises(Refused, match="no_form"):
        make_dossier(reference, form="scroll", by=by, at=timezone.now())
    stranger = made.officer("caseworker", in_team=made.authority_team("Z"))
    with pytest.raises(NotYours):
        make_dossier(reference, form="pdf", by=stranger, at=timezone.now())


def test_everything_between_the_decisions_stands_in_it() -> None:
    here = referrals.house(timezone.now() - timedelta(days=60))
    reference, by = here.adult(), here.actor("caseworker")
    here.decide(reference, "positive")
    put = {"source": "support_provider", "text": "Not yet ready.", "received_on": legal_day(here.at), "token": "one"}
    record_representation(reference, **put, by=by, at=here.at)  # type: ignore[arg-type]
    why = {"reason": "serious_health", "words": "Treatment goes on.", "seen": here.case(reference).version}
    extend_recovery(reference, by_days=2, **why, by=by, at=here.at)  # type: ignore[arg-type]
    asked(here, reference)
    then = here.ended(reference, 32)
    then.consult(reference)
    wish = Withdrawal(way=WayOfWithdrawing.WRITTEN, said_on=legal_day(then.at), evidence="I want to leave.")
    withdraw_case(reference, wish, seen=then.case(reference).version, by=by, at=then.at)
    whole = whole_case(then.case(reference))
    parts = {part["title"]: part["entries"] for part in printed(whole, made_by=by.name, at=then.at)["parts"]}
    filled = {title for title, entries in parts.items() if entries}
    assert filled == {
        "Who has a part in the case", "Consultations", "Requests for information", "Representations about recovery",
        "Extensions of recovery", "What the person wished",
    }  # fmt: skip
    words = json.dumps(parts)
    for wanted in ("Not yet ready.", "Treatment goes on.", "By 2 days", "I want to leave.", "To withdraw"):
        assert wanted in words
    record = record_of(whole, then.at)
    assert [each["text"] for each in record["second_stage"]["representations"]] == ["Not yet ready."]
    assert [each["state"] for each in record["wishes"]] == ["confirmed"]
    assert make_dossier(reference, form="pdf", by=by, at=then.at).content.startswith(b"%PDF")
