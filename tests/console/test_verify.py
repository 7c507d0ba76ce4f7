"""The verb `verify`: everything holds and is anchored, or the findings are told and nothing is."""

from __future__ import annotations

import os
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from opennrm.audit.anchoring import anchor_when_due
from opennrm.audit.anchors import CHAIN, read_anchors
from opennrm.audit.record import announce, command
from opennrm.cases import verification
from opennrm.config.fault import Fault
from opennrm.console import verify as verb
from opennrm.console.restored_keys import erase_again
from opennrm.console.verify import Held, tell, verify
from opennrm.demo.load import load_demonstration
from opennrm.mechanism.events import CaseViewed
from opennrm.notifications.models import Letter
from opennrm.vault.key_of_settings import change_key_of_settings
from opennrm.vault.opening import refuse_wrong_keys
from opennrm.vault.refusing import WrongKeys
from opennrm.vault.sealing import take
from tests.audit.test_seal import AT, tamper

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = Held(is_first=True)


def test_what_holds_is_anchored_and_held_against_that_anchor_the_next_time(tmp_path: Path) -> None:
    load_demonstration()
    path = tmp_path / "anchor" / "chain.jsonl"
    first = verify(path, add_anchor=True, held=FIRST)
    assert (first["ok"], first["cases"], first["referrals"], first["anchors"]) == (True, 11, 11, 0)
    assert first["letters"] == Letter.objects.count() > 0
    assert first["anchored"] == first["entries"] == read_anchors(path)[0].seq
    assert "Everything holds." in tell(first)
    assert "without an anchor" in tell(first)
    assert f"11 referrals, 2 notifications, {first['letters']} letters and 0 files" in tell(first)
    second = verify(path, add_anchor=False)
    assert (second["ok"], second["anchors"], second["anchored"]) == (True, 1, None)
    assert len(read_anchors(path)) == 1


def test_a_row_changed_and_an_event_removed_are_told_and_nothing_is_anchored(tmp_path: Path) -> None:
    load_demonstration()
    path = tmp_path / "chain.jsonl"
    verify(path, add_anchor=True, held=FIRST)
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


def happen(count: int) -> None:
    """Entries that are about no case, so that no row is missing."""
    for _number in range(count):
        with command():
            announce(CaseViewed(subject="X"), at=AT, by=None)


@pytest.mark.proves("AUD-02")
def test_anchors_that_were_removed_emptied_or_looked_for_elsewhere_are_a_finding(tmp_path: Path) -> None:
    happen(3)
    path = tmp_path / "anchor" / CHAIN
    none = verify(path, add_anchor=True)
    assert (none["ok"], none["anchored"], path.exists()) == (False, None, False)
    assert "is it the right file?" in " ".join(none["findings"])
    assert verify(path, add_anchor=True, held=FIRST)["anchored"] == 3
    assert verify(path, add_anchor=False)["ok"]
    assert not verify(tmp_path / "anchor" / "chian.jsonl", add_anchor=False, held=Held(is_a_copy=True))["ok"]
    path.write_text("")
    assert not verify(path, add_anchor=False)["ok"]
    path.unlink()
    assert not verify(path, add_anchor=False)["ok"]


@pytest.mark.proves("AUD-02")
def test_an_anchor_that_was_made_and_is_not_in_the_file_is_a_finding(tmp_path: Path, settings: Any) -> None:
    settings.ANCHOR_KEY = tmp_path / "key.pem"
    path = tmp_path / "anchor" / CHAIN
    for minutes in (0, 20, 40):
        happen(1)
        anchor_when_due(settings.ANCHOR_KEY, path.parent, every=timedelta(0), at=AT + timedelta(minutes=minutes))
    assert verify(path, add_anchor=False)["ok"]
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:2]))
    found = verify(path, add_anchor=False)["findings"]
    assert [finding.endswith(f"is not in {path}.") for finding in found] == [True]
    assert verify(path, add_anchor=False, held=Held(is_a_copy=True))["ok"], "a copy of yesterday lacks today's"
    path.write_text("".join(lines[2:]))
    assert verify(path, add_anchor=False)["ok"], "the newest holds all that is before it"


def test_an_anchor_made_while_verify_looks_is_not_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    happen(1)
    path = tmp_path / "anchor" / CHAIN
    anchor_when_due(tmp_path / "key.pem", path.parent, every=timedelta(0), at=AT)
    read = verb._anchors
    late: list[Any] = []

    def then_anchored(*words: Any) -> Any:
        told = read(*words)
        if not late:
            happen(1)
            late.append(anchor_when_due(tmp_path / "key.pem", path.parent, every=timedelta(0), at=AT))
        return told

    monkeypatch.setattr(verb, "_anchors", then_anchored)
    assert verify(path, add_anchor=False)["findings"] == []
    assert len(late) == 1
    assert late[0] is not None


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
    assert verify(tmp_path / "chain.jsonl", add_anchor=False, held=FIRST)["findings"] == []
    monkeypatch.undo()
    assert not verify(tmp_path / "chain.jsonl", add_anchor=False, held=FIRST)["ok"]


def test_the_verb_opens_the_house_without_touching_its_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []

    @contextmanager
    def house(*, settled: bool) -> Iterator[None]:
        opened.append(settled)
        yield

    monkeypatch.setattr(verb, "house", house)
    result = verb.run(Namespace(anchor=tmp_path / "mine.jsonl", no_anchor=True, first=False, keys=None, export=None))
    assert opened == [False]
    assert result["anchor_file"] == str(tmp_path / "mine.jsonl")


@pytest.fixture
def _secrets_are_put_back() -> Iterator[None]:
    yield
    take(None)


@pytest.mark.proves("CR-04")
@pytest.mark.usefixtures("_secrets_are_put_back")
def test_with_another_key_in_the_settings_the_setting_is_named_and_not_every_text_called_changed(
    tmp_path: Path, settings: Any
) -> None:
    refuse_wrong_keys(make_first=AT.date())
    load_demonstration()
    settings.VAULT_KEY_BEFORE, settings.VAULT_KEY = settings.VAULT_KEY, "another-" + "0123456789abcdef" * 4
    starts_anew()
    change_key_of_settings(lambda: 0)
    settings.VAULT_KEY_BEFORE = ""
    starts_anew()
    assert verify(tmp_path / "chain.jsonl", add_anchor=False, held=FIRST)["findings"] == []
    settings.VAULT_KEY = "forgotten-" + "0123456789abcdef" * 4
    take(None)
    with pytest.raises(WrongKeys, match="OPENNRM_VAULT_KEY is not the one of this database"):
        verify(tmp_path / "chain.jsonl", add_anchor=False, held=FIRST)
    with pytest.raises(WrongKeys, match="OPENNRM_VAULT_KEY is not the one of this database"):
        erase_again(os.environ["DATABASE_URL"], [])


def starts_anew() -> None:
    """A program of the house that has just been started with the keys that are in the settings."""
    take(None)
    refuse_wrong_keys()


def test_a_database_of_before_that_knows_no_key_is_verified_as_ever(tmp_path: Path) -> None:
    load_demonstration()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault_mark")
    assert verify(tmp_path / "chain.jsonl", add_anchor=False, held=FIRST)["findings"] == []
