"""A backup restored into an empty place is the same to the row, and every way in which it can rot is loud."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import tarfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from opennrm.config.table_sums import differences, table_sums
from opennrm.console import backup
from opennrm.console.backup import make_backup
from opennrm.console.backup_folder import (
    DATABASE,
    FILES,
    KEYRING,
    MANIFEST,
    PARTS,
    SUMS,
    files_packed,
    free_moment,
    named_for,
    unseal,
)
from opennrm.vault.opening import scope_of
from tests.faults.houses import KEYS, Place, places

pytestmark = pytest.mark.faults
CANARY = "Exemplary Canary-Person"


RENAMED = "UPDATE partners_organisation SET name = '{}' WHERE name = (SELECT min(name) FROM partners_organisation)"


SIGNED_IN = """
INSERT INTO partners_session (session_key, session_data, expire_date, account_id, last_seen_at)
SELECT repeat('a', 64), 'signed', now() + interval '1 hour', min(id::text)::uuid, now() FROM partners_account
"""


@pytest.fixture(scope="module")
def town(syncing_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A house with made-up people, an anchor and canaries, a backup of it, and an empty place beside it."""
    folder = tmp_path_factory.mktemp("backups")
    with places(syncing_server, folder, "opennrm_backed_up", "opennrm_restored", with_tables=1) as (house, empty):
        house.told("demo")
        house.change(RENAMED.format(CANARY))
        house.change(SIGNED_IN)
        assert house.told("verify", "--first")["ok"]
        empty.more["OPENNRM_KEYS"] = str(house.data / "keys")
        told = house.told("backup", str(folder / "kept"), "--new-key", str(folder / "backup.key"))
        yield {"house": house, "empty": empty, "key": folder / "backup.key", "told": told, "folder": folder}


def wrapping_keys(town: dict[str, Any]) -> list[str]:
    """What the keys file holds that is long enough to be a key."""
    keys = re.findall(r"[\w+/=-]{32,}", (town["house"].data / "keys").read_text())
    assert keys
    return list(keys)


def backup_of(town: dict[str, Any]) -> Path:
    return Path(town["told"]["backup"])


def refused(place: Place, *words: str) -> str:
    """The sentence with which `restore` refuses."""
    return str(place.told("restore", *words, codes=(2,))["error"])


def sums(place: Place) -> dict[str, Any]:
    with psycopg.connect(place.address) as connection:
        return table_sums(connection)


def opened(path: Path, key: Path) -> bytes:
    into = io.BytesIO()
    unseal(path, into, key)
    return into.getvalue()


@pytest.mark.proves("REL-30")
def test_a_backup_restored_into_an_empty_place_is_the_same_to_the_row(town: dict[str, Any]) -> None:
    house, empty = town["house"], town["empty"]
    before = sums(house)
    told = empty.told("restore", str(backup_of(town)), "--identity", str(town["key"]))
    assert (told["ok"], told["findings"], told["head_equal"]) == (True, [], True)
    assert before["partners_session"]["rows"] == 1
    before["partners_session"] = {"rows": 0, "sum": "0-0"}  # a restored place begins with nobody signed in
    assert differences(before, sums(empty)) == []
    assert told["head"] == town["told"]["head"]
    assert told["rows"] == sum(table["rows"] for table in before.values()) > 500
    assert (empty.data / "anchor/chain.jsonl").read_bytes() == (house.data / "anchor/chain.jsonl").read_bytes()
    assert empty.told("verify", "--no-anchor")["ok"]
    assert "nothing is restored over anything" in refused(empty, str(backup_of(town)), "--identity", str(town["key"]))
    empty.change(RENAMED.format("Another"))
    assert differences(before, sums(empty)) == [
        "The rows of the table partners_organisation are not those that were backed up."
    ], "a planted change is found"


@pytest.mark.proves("REL-30")
def test_an_anchor_made_while_the_backup_is_made_does_not_spoil_it(
    town: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is made once the moment of the database is fixed, of an entry that is not in it."""
    house = town["house"]
    chain = house.data / "anchor/chain.jsonl"
    before = chain.read_bytes()
    packed = files_packed

    def then_anchored(data: Path, into: Any, until: int) -> dict[str, str]:
        chain.write_bytes(
            before + json.dumps({"seq": until + 1, "hash": "0" * 64, "at": "2026-11-22"}).encode() + b"\n"
        )
        return packed(data, into, until)

    monkeypatch.setattr(backup, "files_packed", then_anchored)
    recipient = next(line for line in town["key"].read_text().splitlines() if "public key" in line).split()[-1]
    try:
        told = make_backup(house.address, house.data, tmp_path, [recipient])
    finally:
        chain.write_bytes(before)
    files = opened(Path(told["backup"]) / FILES, town["key"])
    with tarfile.open(fileobj=io.BytesIO(files)) as archive:
        inside = archive.extractfile("anchor/chain.jsonl")
        assert inside is not None
        assert inside.read() == before
    assert b"anchor/chain.jsonl" in files


@pytest.mark.proves("REL-32")
@pytest.mark.parametrize("name", PARTS)
def test_a_flipped_byte_and_a_missing_file_are_named(name: str, town: dict[str, Any], tmp_path: Path) -> None:
    rotten = tmp_path / backup_of(town).name
    shutil.copytree(backup_of(town), rotten)
    shutil.copytree(backup_of(town).parent / "keyring", tmp_path / "keyring")
    words = (str(rotten), "--identity", str(town["key"]), "--check")
    assert town["empty"].told("restore", *words)["ok"]
    content = bytearray((rotten / name).read_bytes())
    content[len(content) // 2] ^= 1
    (rotten / name).write_bytes(content)
    assert f"{rotten / name} is not as it was written" in refused(town["empty"], *words)
    # Somebody who mends the list of hashes, too, does not get past the seal.
    listed = (rotten / SUMS).read_text().splitlines()
    mended = [line for line in listed if not line.endswith(name)]
    (rotten / SUMS).write_text("\n".join(mended) + "\n")
    assert "does not name" in refused(town["empty"], *words)
    os.system(f"cd {rotten} && sha256sum {' '.join(PARTS)} > {SUMS}")  # noqa: S605 - our own names
    assert f"{rotten / name} cannot be opened" in refused(town["empty"], *words)
    (rotten / name).unlink()
    assert f"{rotten / name} is missing" in refused(town["empty"], *words)


@pytest.mark.proves("REL-32")
def test_the_wrong_key_and_a_missing_keyring_are_told(town: dict[str, Any], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.key"
    town["house"].told("backup", str(tmp_path / "elsewhere"), "--new-key", str(wrong))
    told = refused(town["empty"], str(backup_of(town)), "--identity", str(wrong))
    assert f"it is not sealed for the key in {wrong}" in told
    assert MANIFEST in told
    alone = tmp_path / "alone" / backup_of(town).name
    shutil.copytree(backup_of(town), alone)
    told = refused(town["empty"], str(alone), "--identity", str(town["key"]))
    assert "no file of people's keys" in told


@pytest.mark.proves("REL-33")
def test_whoever_finds_a_backup_reads_nobody_and_has_no_key(town: dict[str, Any]) -> None:
    found = b"".join(path.read_bytes() for path in town["folder"].rglob("*") if path.suffix == ".age")
    listed = b"".join(path.read_bytes() for path in town["folder"].rglob(SUMS))
    assert len(found) > 50_000
    for canary in (CANARY, "Exemple", *wrapping_keys(town), *KEYS.values()):
        assert canary.encode() not in found + listed
    # Nor has whoever opens it a key of those that wrap people's keys, or the people's own beside it.
    within = opened(backup_of(town) / DATABASE, town["key"]) + opened(backup_of(town) / FILES, town["key"])
    for key in (*wrapping_keys(town), *KEYS.values(), "PRIVATE KEY"):
        assert key.encode() not in within
    assert b"vault_key" in opened(Path(town["told"]["keyring"]), town["key"])


@pytest.mark.proves("REL-33")
def test_a_canary_in_an_unsealed_dump_would_be_found(town: dict[str, Any], tmp_path: Path) -> None:
    plain = tmp_path / "planted.sql"
    statement = "COPY partners_organisation TO STDOUT"
    with psycopg.connect(town["house"].address) as connection, connection.cursor().copy(statement) as rows:
        plain.write_bytes(b"".join(bytes(row) for row in rows))
    assert CANARY.encode() in plain.read_bytes()


def test_keys_of_people_go_after_35_days_and_backups_when_it_was_said(town: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    public = town["key"].read_text().splitlines()[0].rpartition(" ")[2]
    for stamp in ("2020-01-01T000000Z",):
        (folder / f"opennrm-{stamp}").mkdir(parents=True)
        (folder / f"opennrm-{stamp}" / SUMS).write_text("")
        (folder / "keyring").mkdir()
        (folder / "keyring" / f"{stamp}.dump.age").write_text("")
    (folder / "opennrm-notes").mkdir()
    told = town["house"].told("backup", str(folder), "--recipient", public, "--no-files")
    assert told["removed"] == ["2020-01-01T000000Z.dump.age"]
    assert told["files"] == 0
    told = town["house"].told("backup", str(folder), "--recipient", public, "--days", "30")
    assert told["removed"] == ["opennrm-2020-01-01T000000Z"]
    assert (folder / "opennrm-notes").is_dir()


def test_two_backups_of_one_second_each_get_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever makes one by hand while the timer does would be told that none was made."""
    seconds = iter([1_790_000_000.2, 1_790_000_000.7, 1_790_000_001.1])
    monkeypatch.setattr(time, "time", lambda: next(seconds))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    (tmp_path / KEYRING).mkdir()
    (tmp_path / KEYRING / f"{named_for(datetime.fromtimestamp(1_790_000_000, UTC))}.dump.age").write_text("")
    assert free_moment(tmp_path) == datetime.fromtimestamp(1_790_000_001.1, UTC)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "sealed for somebody"),
        (["--recipient", "age1nobody"], "no public key of age"),
        (["--recipients", "{folder}/absent"], "cannot be read"),
        (["--new-key", "{folder}/backup.key"], "is there already"),
        (["--days", "0", "--recipient", "age1"], "whole number from 1"),
    ],
)
def test_a_backup_that_nobody_could_open_is_not_made(words: list[str], told: str, town: dict[str, Any]) -> None:
    filled = [word.format(folder=town["folder"]) for word in words]
    folder = town["folder"] / "nothing"
    assert told in town["house"].told("backup", str(folder), *filled, codes=(2,))["error"]
    assert not list(folder.glob("*"))


def test_a_place_with_files_of_its_own_is_not_restored_over(town: dict[str, Any], tmp_path: Path) -> None:
    place = Place(town["empty"].address, tmp_path, town["empty"].more)
    (tmp_path / "anchor").mkdir()
    (tmp_path / "anchor/chain.jsonl").write_text("{}")
    assert "is not empty" in refused(place, str(backup_of(town)), "--identity", str(town["key"]))


DRAFT_GONE = ("DELETE FROM referrals_draft WHERE id = '{}'", "DELETE FROM vault_key WHERE id = '{}'")
EMPTIED = "UPDATE vault_key SET wrapped = NULL, wrapped_by_id = NULL WHERE id IN ('{}')"
OF_A_CASE = (
    "SELECT c.reference, c.id, r.draft_id, r.person_id FROM cases_case c JOIN referrals_referral r USING (reference) "
    "ORDER BY 1 LIMIT 1"
)


def test_a_backup_from_before_new_data_keys_opens_without_whoever_went_since(
    syncing_server: str, tmp_path: Path
) -> None:
    with places(syncing_server, tmp_path, "opennrm_rotated", "opennrm_rotated_back", with_tables=1) as (house, empty):
        house.told("demo")
        empty.more["OPENNRM_KEYS"] = str(house.data / "keys")
        kept, key = str(tmp_path / "kept"), str(tmp_path / "backup.key")
        first = house.told("backup", kept, "--new-key", key)
        gone, *scopes = house.rows(OF_A_CASE)[0]
        scopes.append(scope_of(gone))
        (draft,) = house.rows("SELECT id FROM referrals_draft WHERE sent_at IS NULL ORDER BY id LIMIT 1")[0]
        house.change(EMPTIED.format("', '".join(map(str, scopes))))
        house.change(DRAFT_GONE[0].format(draft))
        house.change(DRAFT_GONE[1].format(draft))
        assert house.told("rotate-keys", "--data")["sealed_anew"] > 100
        public = Path(key).read_text().splitlines()[0].rpartition(" ")[2]
        house.told("backup", kept, "--recipient", public)
        told = empty.told("restore", first["backup"], "--identity", key)
        assert (told["ok"], told["findings"], told["erased_again"]) == (True, [], 2)
        erased = {scope for (scope,) in empty.rows("SELECT id FROM vault_key WHERE wrapped IS NULL")}
        assert {scopes[2]} <= erased <= set(scopes)
        assert (draft,) not in empty.rows("SELECT id FROM referrals_draft")
        last = empty.rows("SELECT kind, subject FROM audit_event ORDER BY seq DESC LIMIT 2")
        assert sorted(last) == [("DraftDiscarded", str(draft)), ("KeysErased", gone)]
        assert empty.told("verify", "--no-anchor", "--first")["ok"]


def test_keys_that_were_emptied_behind_the_history_are_found_in_what_is_restored_too(
    syncing_server: str, tmp_path: Path
) -> None:
    with places(syncing_server, tmp_path, "opennrm_emptied", "opennrm_emptied_back", with_tables=1) as (house, empty):
        house.told("demo")
        empty.more["OPENNRM_KEYS"] = str(house.data / "keys")
        house.change(
            "UPDATE vault_key SET wrapped = NULL, wrapped_by_id = NULL WHERE id IN (SELECT id FROM cases_case)"
        )
        told = house.told("backup", str(tmp_path / "kept"), "--new-key", str(tmp_path / "backup.key"))
        restored = empty.told("restore", told["backup"], "--identity", str(tmp_path / "backup.key"), codes=(1,))
        assert any("does not say that it was erased" in finding for finding in restored["findings"])
