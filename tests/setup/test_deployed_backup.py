"""The nightly backup of a town's installation, made as its unit makes it, and its restore as the how-to tells."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from opennrm.console.backup_folder import KEYRING_TABLES, unseal
from opennrm.vault.age import new_identity
from tests.setup.town import DEPLOY, Town, has_dump_program, town

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not has_dump_program(), reason="this PostgreSQL has no pg_dump, so none was restored"),
]


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The installation, without nginx, with an organisation in it."""
    with town(tmp_path_factory.mktemp("town")) as made:
        made.verb(
            "opennrm_worker",
            *("organisation", "harbour-council", "--name", "Harbour Council", "--type", "local_authority"),
            *("--nation", "wales", "--may-refer", "--domain", "harbour.council.example", "--team", "Safeguarding"),
            *("--administrator", "ada@harbour.council.example", "--administrator-name", "Ada Nwosu"),
            *("--password-file", "-"),
            typed="cows graze by the river",
        )
        yield made


def unit_words(unit: str) -> list[str]:
    """What a unit lets the product do, as words of the verb."""
    (line,) = re.findall(r"^ExecStart=.*/opennrm/opennrm (.*)$", (DEPLOY / "systemd" / unit).read_text(), re.MULTILINE)
    return str(line).split()


def recipients(harbour: Town) -> Path:
    """The file of public keys; the other half lies beside it."""
    public, key = harbour.folder / "recipients", harbour.folder / "backup.key"
    if not public.exists():
        public.write_text(new_identity(key) + "\n")
    return public


def backup_words(harbour: Town, places: dict[str, str]) -> list[str]:
    """As the unit does, with its places changed."""
    here = {
        "/var/backups/opennrm": str(harbour.folder / "backups"),
        "/etc/opennrm/backup-recipients": str(recipients(harbour)),
    } | places
    return [here.get(word, word) for word in unit_words("opennrm-backup.service")]


def backed_up(harbour: Town) -> Path:
    return Path(json.loads(harbour.verb("opennrm_backup", *backup_words(harbour, {}), "--json"))["backup"])


def test_a_backup_restored_into_an_empty_database_holds_and_old_ones_go(harbour: Town) -> None:
    old = harbour.folder / "backups/opennrm-2020-01-01T000000Z"
    old.mkdir()
    anchored = harbour.verb("opennrm_worker", "verify", "--first")
    assert "is anchored" in anchored
    backup = backed_up(harbour)
    assert not old.exists()
    assert [path.stat().st_mode & 0o077 for path in (backup, *backup.glob("*.age"))] == [0] * 4
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=backup, check=True)
    harbour.as_superuser("-v", "database=restored", "-f", str(DEPLOY / "database.sql"))
    told = harbour.verb(
        superuser(harbour),
        *("restore", str(backup), "--identity", str(harbour.folder / "backup.key"), "--owner", "opennrm_owner"),
        database="restored",
    )
    assert "Every table is what was backed up" in told
    harbour.verb("opennrm_owner", "prepare", database="restored")
    anchors = str(harbour.folder / "opennrm-anchor/chain.jsonl")
    told = harbour.verb("opennrm_worker", "verify", "--anchor", anchors, "--no-anchor", database="restored")
    assert "Everything holds." in told
    assert "1 anchor" in told
    harbour.as_superuser("-v", "database=before", "-v", "template=restored", "-f", str(DEPLOY / "database.sql"))
    told = harbour.verb("opennrm_worker", "verify", "--anchor", anchors, "--no-anchor", database="before")
    assert "Everything holds." in told


def superuser(harbour: Town) -> str:
    """As whom the server was made, who is `postgres` on a real machine."""
    told = harbour.as_superuser("-A", "-t", "-c", "SELECT rolname FROM pg_roles WHERE rolsuper")
    return told.strip()


def test_the_nightly_backup_keeps_the_keys_of_people_apart_and_is_sealed(harbour: Town) -> None:
    backup, key = backed_up(harbour), harbour.folder / "backup.key"
    (keyring,) = sorted((backup.parent / "keyring").glob("*.age"))[-1:]
    files = {path: path.read_bytes() for path in (*backup.iterdir(), keyring)}
    assert not [path for path, content in files.items() if b"opennrm" in content]
    rows = {}
    for sealed in (backup / "database.dump.age", keyring):
        dump = harbour.folder / "opened.dump"
        with dump.open("wb") as into:
            unseal(sealed, into, key)
        listed = harbour.run("opennrm_backup", "pg_restore", "--list", str(dump))
        rows[sealed] = set(re.findall(r"TABLE DATA public (\w+)", listed))
    assert rows[keyring] == set(KEYRING_TABLES)
    assert not rows[backup / "database.dump.age"] & set(KEYRING_TABLES)
    assert "audit_event" in rows[backup / "database.dump.age"]


@pytest.mark.parametrize(
    ("user", "word", "instead", "told"),
    [
        ("opennrm_backup", "/etc/opennrm/backup-recipients", "{folder}/nobody", "keys of who may open it cannot be"),
        ("opennrm_backup", "/var/backups/opennrm", "{folder}/recipients/within", "cannot be made"),
        ("opennrm_backup", "30", "0", "--days is a whole number"),
        ("nobody_there", "", "", "nobody_there"),
    ],
)
def test_a_backup_that_cannot_be_made_leaves_nothing_and_fails(
    harbour: Town, user: str, word: str, instead: str, told: str
) -> None:
    words = backup_words(harbour, {word: instead.format(folder=harbour.folder)})
    before = sorted((harbour.folder / "backups").rglob("*"))
    with pytest.raises(AssertionError, match=told):
        harbour.verb(user, *words)
    assert sorted((harbour.folder / "backups").rglob("*")) == before
