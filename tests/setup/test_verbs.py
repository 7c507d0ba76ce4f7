"""The command line: every verb explains itself, every fault is one sentence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from opennrm.config.fault import Fault
from opennrm.console.verbs import VERBS, main, verb_named


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([verb, "--help"])
    assert end.value.code == 0
    told = capsys.readouterr().out
    assert "--json" in told
    assert " ".join(verb_named(verb).HELP.split()) in " ".join(told.split())


def test_an_unknown_verb_is_told_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["jump"]) == 2
    assert capsys.readouterr().err.startswith("There is no verb 'jump'; the verbs are run, ")


def test_a_wrong_argument_is_one_sentence_and_with_json_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roles", "--nonsense"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["roles", "--nonsense", "--json"]) == 2
    assert "--nonsense" in json.loads(capsys.readouterr().out)["error"]


def test_roles_are_told_as_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roles", "--json"]) == 0
    assert "second_officer" in [role["key"] for role in json.loads(capsys.readouterr().out)["roles"]]


def test_settings_that_this_user_may_not_read_are_told_unless_the_database_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("opennrm.console.verbs.ROOT", tmp_path)
    (tmp_path / ".env").write_text("OPENNRM_SERVICE_NAME=Unread\n")
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["roles", "--json"]) == 2
    assert "may not read the settings" in capsys.readouterr().out
    monkeypatch.setenv("DATABASE_URL", "postgresql:///opennrm")
    assert main(["roles", "--json"]) == 0
    assert "OPENNRM_SERVICE_NAME" not in os.environ


def test_a_foreseeable_fault_ends_with_two(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(options: object) -> int:
        raise Fault("The disk is full: make room.")

    monkeypatch.setattr("opennrm.console.roles.run", run)
    assert main(["roles"]) == 2
    assert capsys.readouterr().err == "The disk is full: make room.\n"


@pytest.mark.proves("PRIV-01", "16.5.1")
@pytest.mark.parametrize("words", [["seal"], ["seal", "--json"]])
def test_a_fault_of_ours_tells_its_kind_and_place_and_nothing_that_it_says(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_options: object) -> None:
        try:
            raise LookupError("DETAIL: Failing row contains (Exemple Canary, 07700 900123)")
        except LookupError as error:
            raise KeyError("Exemple Canary") from error

    monkeypatch.setattr("opennrm.console.seal.run", fails)
    assert main(words) == 1
    told = "".join(capsys.readouterr())
    assert "Canary" not in told
    assert "07700" not in told
    for word in ("builtins.KeyError from builtins.LookupError", "verbs.py:", "in _told", "./opennrm verify"):
        assert word in told
