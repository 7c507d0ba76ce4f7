"""What is told of a person is nowhere at rest, however it is spelt: dump, files, write-ahead log, opened backup."""

from __future__ import annotations

import base64
import io
import json
import os
import random
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.tasks import add_task
from opennrm.config.data_folder import ROOT
from opennrm.config.postgres_programs import find_programs
from opennrm.console.backup_folder import DATABASE, unseal
from opennrm.notifications.delivery import deliver
from opennrm.referrals.actions import save_page, start_draft
from opennrm.referrals.models import Person
from tests.factories import cases as made

NEW = "".join(random.SystemRandom().choices(string.ascii_lowercase, k=8))
"""In every word: what earlier runs wrote on purpose stands in the write-ahead log for long."""
FIRST, LAST, STREET = f"Zubrowkaïne{NEW}", f"Quillfeather{NEW}", f"Hornblower {NEW} Mews"
WORDS = f"Kestrelbank {NEW} words of a note"
PHONE = "07700 900987"
CANARIES = (FIRST, LAST, STREET, WORDS)


def spellings(word: str) -> Iterator[bytes]:
    """A word as bytes that would give it away: as text, in small letters, in UTF-16, in hexadecimal, in base 64."""
    for text in (word, word.lower()):
        plain = text.encode()
        yield plain
        yield from (text.encode("utf-16-le"), text.encode("utf-16-be"))
        yield from (plain.hex().encode(), plain.hex().upper().encode(), text.encode("utf-16-le").hex().encode())
        yield text.encode("unicode_escape")
        for shift in range(3):  # wherever the word begins within what was encoded
            for encoded in (plain, text.encode("utf-16-le")):
                yield base64.b64encode(b"\x00" * shift + encoded)[4 if shift else 0 :].rstrip(b"=")[:-1]


def found_in(content: bytes, also: tuple[str, ...] = ()) -> set[str]:
    """Which canaries stand in some bytes."""
    return {word for word in (*CANARIES, *also) for spelling in spellings(word) if spelling in content}


def address() -> dict[str, str]:
    """Where the database is, as PostgreSQL's programs read it from the environment."""
    told = connection.get_connection_params()
    names = {"dbname": "PGDATABASE", "user": "PGUSER", "host": "PGHOST", "port": "PGPORT", "password": "PGPASSWORD"}
    return {put: str(told[name]) for name, put in names.items() if told.get(name)}


def dumped() -> bytes:
    """The whole database, as a backup has it."""
    command = [str(find_programs().folder / "pg_dump")]
    return subprocess.run(command, check=True, capture_output=True, env=os.environ | address()).stdout


def log_since(start: str) -> bytes:
    """The segments of the write-ahead log since a position, whichever table they are of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_switch_wal()")
        cursor.execute(
            "SELECT pg_read_binary_file('pg_wal/' || name) FROM pg_ls_waldir() "
            "WHERE name BETWEEN pg_walfile_name(%s) AND pg_walfile_name(pg_current_wal_lsn()) ORDER BY name",
            [start],
        )
        return b"".join(bytes(content) for (content,) in cursor.fetchall())


def log_position() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn()::text")
        return str((cursor.fetchone() or ("",))[0])


def backup_in(folder: Path) -> tuple[bytes, bytes]:
    """A backup by the verb: its files as they lie there, and what somebody reads in its dump who holds its key."""
    key = folder / "backup.key"
    folder.mkdir()
    environment = os.environ | address() | {"DATABASE_URL": "postgresql://", "OPENNRM_DATA": str(settings.DATA)}
    environment |= {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "opennrm", "backup", str(folder / "kept"), "--new-key", str(key), "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lies = b"".join(path.read_bytes() for path in (folder / "kept").rglob("*") if path.is_file())
    dump = io.BytesIO()
    unseal(Path(json.loads(done.stdout)["backup"]) / DATABASE, dump, key)
    read = [str(find_programs().folder / "pg_restore"), "--file=-"]
    return lies, subprocess.run(read, input=dump.getvalue(), capture_output=True, check=True).stdout


def files() -> bytes:
    """Every file that the product has written."""
    folder = Path(settings.DATA)
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()) if folder.exists() else b""


@pytest.mark.django_db(transaction=True)
@pytest.mark.proves("CR-01")
def test_no_canary_is_in_a_dump_or_a_file_and_planted_ones_are_found(tmp_path: Path) -> None:
    start = log_position()
    reference, by = _everything_told(), made.officer("caseworker")
    deliver(timezone.now())
    assert Person.objects.filter(first_name__isnull=False).exists()
    dump = dumped()
    assert reference.encode() in dump  # it is this database
    assert found_in(dump, (PHONE,)) == set()
    assert found_in(files(), (PHONE,)) == set()
    log = log_since(start)
    assert reference.encode() in log  # it is the log of this database
    assert found_in(log) == set()
    lies, opened = backup_in(tmp_path / "sealed")
    assert reference.encode() in opened
    assert reference.encode() not in lies
    assert found_in(lies + opened, (PHONE,)) == set()
    assert by
    person = Person.objects.get()
    for planted in (
        b'\x00"' + FIRST.encode() + b'"',
        base64.b64encode(f"a name is {LAST} and more".encode()),
        base64.b64encode(f"its name is {LAST} and more".encode("utf-16-le")),
        LAST.encode("utf-16-le"),
        LAST.encode().hex().encode(),
        STREET.lower().encode(),
    ):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE referrals_person SET other_names = %s WHERE id = %s", [planted, person.id])
        # A dump spells bytes in hexadecimal, so both ways are looked through.
        assert found_in(dumped()) | found_in(planted), planted
        assert found_in(log_since(start)), planted
        start = log_position()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE referrals_person SET language = %s", [WORDS])
    assert WORDS in found_in(dumped())
    assert WORDS in found_in(log_since(start))
    lies, opened = backup_in(tmp_path / "planted")
    assert WORDS in found_in(opened)
    assert found_in(lies) == set(), "the seal of the backup holds it all the same"
    left = Path(settings.DATA) / "mail" / "left.txt"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_text(f"Ring {LAST}")
    assert found_in(files()) == {LAST}
    left.unlink()


def _everything_told() -> str:
    reference = made.referred(
        first_name=FIRST,
        last_name=LAST,
        support_wanted="yes",
        support_contact="their_phone",
        support_phone=PHONE,
        decision_address={"line_1": f"9 {STREET}", "town": "Marshland", "postcode": "ZZ99 9ZZ"},
    )
    by, at = made.officer("caseworker"), timezone.now()
    add_evidence(reference, kind="police", text=f"{LAST} spoke.", source=FIRST, by=by, at=at)
    write_note(reference, text=WORDS, visibility="team", mentioned=(), by=by, at=at)
    add_task(reference, title=f"Ring {PHONE}", to=by.account_id, due_on=None, by=by, at=at)
    made.decided(reference, "negative", by=by)
    made.checked(reference, by=made.officer("second_officer"), agreed=True, remark=LAST)
    made.served(reference, by=by)
    referrer = made.referrer()
    draft_id = start_draft(by=referrer, at=at)
    save_page(draft_id, "name", {"first_name": [FIRST], "last_name": [LAST]}, by=referrer, at=at)
    return reference
