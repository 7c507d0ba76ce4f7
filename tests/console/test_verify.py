"""The verb `verify`: everything holds and is anchored, or the findings are told and nothing is."""

from __future__ import annotations

import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from opennrm.audit.anchors import read_anchors
from opennrm.audit.record import announce, command
from opennrm.cases import verification
from opennrm.config.fault import Fault
from opennrm.console import verify as verb
from opennrm.console.verify import tell, verify
from opennrm.demo.load import load_demonstration
from opennrm.mechanism.events import CaseViewed
from opennrm.notifications.models import Letter
from tests.audit.test_seal import AT, tamper

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_holds_is_anchored_and_held_against_that_anchor_the_next_time(tmp_path: Path) -> None:
    load_demonstration()
    path = tmp_path / "anchor" / "chain.jsonl"
    first = verify(path, add_anchor=True)
    assert (first["ok"], first["cases"], first["referrals"], first["anchors"]) == (True, 10, 10, 0)
    assert first["letters"] == Letter.objects.count() > 0
    assert first["anchored"] == first["entries"] == read_anchors(path)[0].seq
    assert "Everything holds." in tell(first)
    assert "without an anchor" in tell(first)
    assert f"10 referrals, 2 notifications and {first['letters']} letters" in tell(first)
    second = verify(path, add_anchor=False)
    assert (second["ok"], second["anchors"], second["anchored"]) == (True, 1, None)
    assert len(read_anchors(path)) == 1


def test_a_row_changed_and_an_event_removed_are_told_and_nothing_is_anchored(tmp_path: Path) -> None:
    load_demonstration()
    path = tmp_path / "chain.jsonl"
    verify(path, add_anchor=True)
    tamper(
        "UPDATE cases_case SET stage = 'recovery' WHERE stage = 'reasonable_grounds_negative'",
        "DELETE FROM audit_event WHERE seq = (SELECT max(seq) FROM audit_event)",
        "UPDATE audit_head SET seq = seq - 1, hash = (SELECT hash FROM audit_event ORDER BY seq DESC LIMIT 1)",
    )
    result = verify(path, add_anchor=True)
    assert (result["ok"], result["anchored"]) == (False, None)
    assert any(finding.endswith(": an anchored entry was cut off.") for finding in result["findings"])
    assert any("of the stage, the row says recovery" in finding for finding in result["findings"])
    assert len(read_anchors(path)) == 1
    assert "this database does not say what happened" in tell(result)


def test_a_letter_a_safe_address_and_access_changed_are_told_by_the_verb(tmp_path: Path) -> None:
    load_demonstration()
    tamper(
        "UPDATE notifications_letter SET template_version = 2 WHERE kind = 'reasonable_grounds_negative'",
        "UPDATE referrals_safe_contact SET audience = 'council' WHERE audience = 'person'",
        "UPDATE cases_access SET because = 'asked'",
    )
    findings = " ".join(verify(tmp_path / "chain.jsonl", add_anchor=False)["findings"])
    assert "The text of the letter reasonable grounds negative was changed behind its hash." in findings
    assert "The safe way to send decisions is not the one that was recorded." in findings
    assert "Who may see it is not who the history gave access to." in findings


def test_an_empty_house_holds_and_is_not_anchored(tmp_path: Path) -> None:
    result = verify(tmp_path / "chain.jsonl", add_anchor=True)
    assert (result["ok"], result["entries"], result["anchored"]) == (True, 0, None)


def test_a_file_that_holds_no_anchors_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "chain.jsonl"
    for content in ("not an anchor", "[]", '{"seq": 1}'):
        path.write_text(content)
        with pytest.raises(Fault, match="put back the copy"):
            verify(path, add_anchor=True)


def test_a_house_at_work_is_seen_at_one_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_demonstration()
    looked = verification.check_cases

    def meanwhile() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_case SET stage = 'closed'")
        with command():
            announce(CaseViewed(subject="NRM-NEW", case="NRM-NEW"), at=AT, by=None)
        connections.close_all()

    def slowly(*args: Any) -> Any:
        other = threading.Thread(target=meanwhile)
        other.start()
        other.join()
        return looked(*args)

    monkeypatch.setattr(verification, "check_cases", slowly)
    assert verify(tmp_path / "chain.jsonl", add_anchor=False)["ok"]
    monkeypatch.undo()
    assert not verify(tmp_path / "chain.jsonl", add_anchor=False)["ok"]


def test_the_verb_opens_the_house_without_touching_its_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []

    @contextmanager
    def house(*, settled: bool) -> Iterator[None]:
        opened.append(settled)
        yield

    monkeypatch.setattr(verb, "house", house)
    result = verb.run(Namespace(anchor=tmp_path / "mine.jsonl", no_anchor=True, keys=None, export=None))
    assert opened == [False]
    assert result["anchor_file"] == str(tmp_path / "mine.jsonl")
