"""The stand-alone verifier: outsiders with an export, anchors and a key find the same head, and what was done to it."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from opennrm.audit.anchoring import anchor_when_due
from opennrm.audit.anchors import CHAIN, PUBLIC_KEYS
from opennrm.audit.queries import head
from opennrm.config.data_folder import ROOT
from opennrm.config.fault import Fault
from opennrm.console.exporting import write_export
from opennrm.console.verify import Held, tell, verify
from opennrm.demo.load import load_demonstration
from tests.audit.test_seal import AT, tamper, write, write_anew

PROGRAM = ROOT / "tools/verify_history.py"


@pytest.fixture(autouse=True)
def _outside(settings: Any, tmp_path: Path) -> None:
    settings.ANCHOR_KEY = tmp_path / "anchor_key.pem"


def outsider(
    folder: Path, export: Path, anchors: Path | None = None, key: str | None = None, *more: str
) -> tuple[int, str]:
    """Exit code and words of the program, run alone: without our packages, folder, environment or database."""
    anchors = anchors or folder / "anchor" / CHAIN
    key = key or str(folder / "anchor" / PUBLIC_KEYS)
    command = [sys.executable, "-I", "-S", str(PROGRAM), str(export), "--anchors", str(anchors), "--key", key, *more]
    done = subprocess.run(command, cwd=folder, env={"PATH": os.defpath}, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_history", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.proves("AUD-04")
def test_the_program_needs_nothing_but_the_standard_library() -> None:
    named = {
        alias.name.partition(".")[0]
        for node in ast.walk(ast.parse(PROGRAM.read_text()))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")])
    }
    assert named <= set(sys.stdlib_module_names)


@pytest.mark.proves("AUD-04")
@pytest.mark.django_db(transaction=True)
def test_an_outsider_finds_the_same_head_without_the_database(tmp_path: Path) -> None:
    load_demonstration()
    anchors, export = tmp_path / "anchor" / CHAIN, tmp_path / "export"
    first = verify(anchors, add_anchor=True, held=Held(is_first=True))
    assert first["ok"]
    told = verify(anchors, add_anchor=False, export=export)
    assert told["exported"] == str(export)
    assert "tools/verify_history.py" in tell(told)
    seq, head_hash = head()
    code, words = outsider(tmp_path, export)
    assert (code, words.splitlines()[0]) == (0, f"{seq} entries; the chain ends at {head_hash.hex()}")
    assert told["head"] == head_hash.hex()
    assert "1 anchors" in words
    public = json.loads((tmp_path / "anchor" / PUBLIC_KEYS).read_text())["public"]
    assert outsider(tmp_path, export, key=public)[0] == 0
    text = export.read_text()
    assert "NRM" not in text
    assert "@" not in text
    assert len(text.splitlines()) == seq + 1


def anchored(tmp_path: Path, count: int = 10) -> None:
    write(count)
    made = anchor_when_due(tmp_path / "anchor_key.pem", tmp_path / "anchor", every=timedelta(0), at=AT)
    assert made is not None
    assert made.anchor.seq == 10


def old_chain(count: int) -> list[str]:
    """Statements that append so many entries as the first versions did."""
    body = '{"at": "2026-03-02T09:30:00+00:00", "by": null, "case": "X", "facts": {}, "kind": "K", "subject": "X"}'
    appended = (
        "INSERT INTO audit_event (seq, body, kind, subject, case_reference, at, previous_hash, hash) "  # noqa: S608
        f"SELECT h.seq + 1, '{body}', 'K', 'X', 'X', '2026-03-02T09:30:00+00:00', h.hash, "
        f"sha256(h.hash || convert_to((h.seq + 1)::text || '|' || '{body}', 'UTF8')) FROM audit_head h"
    )
    head = "UPDATE audit_head SET seq = e.seq, hash = e.hash FROM audit_event e WHERE e.seq = audit_head.seq + 1"
    return [appended, head] * count


DONE = {
    "modified": lambda: tamper("UPDATE audit_event SET body = replace(body, '4', '5') WHERE seq = 5"),
    "cut off": lambda: write_anew("DELETE FROM kept WHERE seq > 8"),
    "written anew": lambda: write_anew("UPDATE kept SET body = replace(body, '\"X\"', '\"Y\"')"),
}


@pytest.mark.proves("AUD-04")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("done", DONE)
def test_an_outsider_finds_what_was_done_to_the_history(done: str, tmp_path: Path) -> None:
    anchored(tmp_path)
    write_export(tmp_path / "sound")
    assert outsider(tmp_path, tmp_path / "sound")[0] == 0
    DONE[done]()
    write_export(tmp_path / "export")
    code, words = outsider(tmp_path, tmp_path / "export")
    assert code == 1
    assert "It does not hold." in words


@pytest.mark.django_db(transaction=True)
def test_an_outsider_finds_an_anchor_or_an_export_that_was_altered(tmp_path: Path) -> None:
    anchored(tmp_path)
    anchors, export = tmp_path / "anchor" / CHAIN, tmp_path / "export"
    write_export(export)
    lines = export.read_text().splitlines()
    swapped = tmp_path / "swapped"
    swapped.write_text("\n".join([lines[0], lines[2], lines[1], *lines[3:]]) + "\n")
    assert "was rewritten" in outsider(tmp_path, swapped)[1]
    other = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    assert "another key than yours" in outsider(tmp_path, export, key=other)[1]
    altered = tmp_path / "altered.jsonl"
    altered.write_text(anchors.read_text().replace('"seq": 10', '"seq": 9'))
    assert "changed after it was signed" in outsider(tmp_path, export, altered)[1]
    altered.write_text("")
    assert outsider(tmp_path, export, altered)[0] == 1, "without an anchor nothing is shown"
    for unreadable in ("", "{}", lines[0] + "\nb 12\n"):
        swapped.write_text(unreadable)
        assert outsider(tmp_path, swapped)[0] == 2


@pytest.mark.proves("AUD-04")
@pytest.mark.django_db(transaction=True)
def test_an_export_that_only_claims_hashes_is_not_believed(tmp_path: Path) -> None:
    """The planted export has a line of the old form for each entry, and the anchored hash where an anchor stands."""
    anchored(tmp_path)
    anchor = json.loads((tmp_path / "anchor" / CHAIN).read_text())
    export = tmp_path / "export"
    first = json.dumps({"format": "opennrm history 1", "entries": 10, "head": anchor["hash"]})
    made_up = [f"h {number:064x}" for number in range(1, 10)]
    export.write_text("\n".join([first, *made_up, f"h {anchor['hash']}"]) + "\n")
    code, words = outsider(tmp_path, export)
    assert code == 1
    assert "10 entries are of the old form" in words
    code, words = outsider(tmp_path, export, None, None, "--old-until", "8")
    assert (code, "2 entries are of the old form" in words) == (1, True)
    code, words = outsider(tmp_path, export, None, None, "--old-until", "10")
    assert (code, "Entries 1 to 10 were not recomputed" in words) == (0, True), "what the outsider allowed is told"


@pytest.mark.django_db(transaction=True)
def test_a_history_of_the_first_versions_is_taken_until_where_the_outsider_says(tmp_path: Path) -> None:
    tamper(*old_chain(4))
    anchored(tmp_path, 6)
    export = tmp_path / "export"
    write_export(export)
    assert [line[0] for line in export.read_text().splitlines()[1:]] == ["h"] * 4 + ["b"] * 6
    assert outsider(tmp_path, export)[0] == 1
    assert outsider(tmp_path, export, None, None, "--old-until", "4")[0] == 0


@pytest.mark.django_db(transaction=True)
def test_an_export_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("kept")
    with pytest.raises(Fault, match="name a new file"):
        write_export(tmp_path / "there")


def test_its_signatures_are_those_of_the_library() -> None:
    check = program().is_signed
    for number in range(4):
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        said = bytes([number]) * number * 40
        signature = key.sign(said)
        assert check(said, signature, public)
        assert not check(said + b"x", signature, public)
        for place in (0, 31, 32, 62):
            broken = bytearray(signature)
            broken[place] ^= 1
            assert not check(said, bytes(broken), public)
    assert not check(said, signature[:32] + b"\xff" * 32, public), "a scalar beyond the order is never taken"
    assert not check(said, signature, b"\xff" * 32), "no point of the curve"
    assert not check(said, signature, public[:31])


def test_it_knows_the_example_of_the_standard() -> None:
    public = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"  # RFC 8032, section 7.1, test 3
    signature = (
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )
    assert program().is_signed(bytes.fromhex("af82"), bytes.fromhex(signature), bytes.fromhex(public))
