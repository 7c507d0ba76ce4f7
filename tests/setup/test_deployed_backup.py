"""The nightly backup of a town's installation, made as its unit makes it, and its restore as the how-to tells."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from opennrm.console.backup_folder import KEYRING_TABLES, unseal
from opennrm.vault.age import new_identity
from tests.setup.test_deploy import HOW_TO
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
    # Elsewhere lies what was fetched, and only what the how-to copies from there is restored.
    kept = harbour.folder / "kept"
    shutil.copytree(harbour.folder / "backups", kept / "backups")
    shutil.copytree(harbour.folder / "opennrm-anchor", kept / "anchors")
    shutil.copy(harbour.folder / "backup.key", kept / "opennrm-backup.key")
    (backup.parent / "keyring").rename(backup.parent / "keyring-of-the-lost-machine")
    harbour.as_superuser("-v", "database=restored", "-f", str(DEPLOY / "database.sql"))
    done_as_told(harbour, "install -d -m 0700", "cp -r", "install -m 0400", backup=backup.name)
    told = harbour.verb(superuser(harbour), *words_told(harbour, "restore", backup=backup.name), database="restored")
    assert "Every table is what was backed up" in told
    harbour.verb("opennrm_owner", "prepare", database="restored")
    done_as_told(harbour, "install -d -m 0755", "install -m 0644", backup=backup.name)
    words = words_told(harbour, "verify", backup=backup.name)
    told = harbour.verb("opennrm_worker", *words, database="restored")
    assert "Everything holds." in told
    assert "1 anchor" in told
    harbour.as_superuser("-v", "database=before", "-v", "template=restored", "-f", str(DEPLOY / "database.sql"))
    told = harbour.verb("opennrm_worker", *words, database="before")
    assert "Everything holds." in told


def restoring(harbour: Town, backup: str) -> list[str]:
    """The commands of the how-to's section on restoring, each on one line, with their places within the town."""
    section = HOW_TO.read_text().partition("## Restore, and prove it")[2].partition("\n## ")[0].replace("\\\n", " ")
    section = re.sub(r"opennrm-\d{4}-\d\d-\d\dT\d{6}Z", backup, section)
    for place, here in (("/media/kept", "kept"), ("/var/lib/opennrm-", "of-opennrm-"), ("/run/opennrm-", "run-")):
        section = section.replace(place, str(harbour.folder / here))
    return [line.strip() for line in section.splitlines() if line.startswith("    ")]


def done_as_told(harbour: Town, *starts: str, backup: str) -> None:
    """Do the commands that begin so; all of a town belongs to one user, and nothing is given to another."""
    for start in starts:
        (line,) = [line for line in restoring(harbour, backup) if line.startswith(start)]
        subprocess.run(shlex.split(line.replace(" -o postgres", "")), check=True, cwd="/")


def words_told(harbour: Town, verb: str, *, backup: str) -> list[str]:
    """The words of a verb, as the how-to has them."""
    (line,) = [line for line in restoring(harbour, backup) if f"./opennrm {verb} " in line]
    return shlex.split(line.partition("./opennrm ")[2])


def test_the_how_to_restores_from_places_that_are_the_same_wherever_one_stands() -> None:
    section = HOW_TO.read_text().partition("## Restore, and prove it")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("    ")]
    assert len(lines) > 10
    for line in lines:
        for word in line.split():
            assert not re.match(r"(backups|anchors|keyring|opennrm-)", word), line
    copies = [line for line in lines if "/media/kept" in line]
    assert any("/keyring" in line for line in copies)
    assert any("chain.jsonl" in line and "public_keys.jsonl" in line for line in copies)
    # What another user is to read is given to them.
    assert "    chown -R postgres /var/lib/opennrm-kept" in lines


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
