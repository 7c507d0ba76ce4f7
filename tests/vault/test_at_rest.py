"""What is told of a person is nowhere in a dump of the database nor in a file, however it is spelt."""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from opennrm.cases.actions.evidence import add_evidence
from opennrm.cases.actions.notes import write_note
from opennrm.cases.actions.tasks import add_task
from opennrm.config.postgres_programs import find_programs
from opennrm.notifications.delivery import deliver
from opennrm.referrals.actions import save_page, start_draft
from opennrm.referrals.models import Person
from tests.factories import cases as made

CANARIES = ("Zubrowkaïne", "Quillfeather", "07700 900987", "Hornblower Mews", "Kestrelbank words of a note")


def spellings(word: str) -> Iterator[bytes]:
    """A word as bytes that would give it away: as text, in small letters, in UTF-16, in hexadecimal, in base 64."""
    for text in (word, word.lower()):
        plain = text.encode()
        yield plain
        yield from (text.encode("utf-16-le"), text.encode("utf-16-be"))
        yield from (plain.hex().encode(), plain.hex().upper().encode(), text.encode("utf-16-le").hex().encode())
        yield text.encode("unicode_escape")
        for shift in range(3):  # wherever the word begins within what was encoded
            yield base64.b64encode(b"\x00" * shift + plain)[4 if shift else 0 :].rstrip(b"=")[:-1]


def found_in(content: bytes) -> set[str]:
    """Which canaries stand in some bytes."""
    return {word for word in CANARIES for spelling in spellings(word) if spelling in content}


def dumped() -> bytes:
    """The whole database, as a backup has it."""
    told = connection.settings_dict
    host = told["HOST"] or told["OPTIONS"].get("host", "")
    command = [str(find_programs().folder / "pg_dump"), "-U", told["USER"], "-d", told["NAME"]]
    command += (["-h", host] if host else []) + (["-p", str(told["PORT"])] if told["PORT"] else [])
    secret = {"PGPASSWORD": told["PASSWORD"]} if told["PASSWORD"] else {}
    return subprocess.run(command, check=True, capture_output=True, env=os.environ | secret).stdout


def files() -> bytes:
    """Every file that the product has written."""
    folder = Path(settings.DATA)
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()) if folder.exists() else b""


@pytest.mark.django_db(transaction=True)
@pytest.mark.proves("CR-01")
def test_no_canary_is_in_a_dump_or_a_file_and_planted_ones_are_found() -> None:
    reference, by = _everything_told(), made.officer("caseworker")
    deliver(timezone.now())
    assert Person.objects.filter(first_name__isnull=False).exists()
    dump = dumped()
    assert reference.encode() in dump  # it is this database
    assert found_in(dump) == set()
    assert found_in(files()) == set()
    assert by
    person = Person.objects.get()
    for planted in (
        b'\x00"Zubrowka\xc3\xafne"',
        base64.b64encode(b"a name is Quillfeather and more"),
        "Quillfeather".encode("utf-16-le"),
        b"hornblower mews",
    ):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE referrals_person SET other_names = %s WHERE id = %s", [planted, person.id])
        # A dump spells bytes in hexadecimal, so both ways are looked through.
        assert found_in(dumped()) | found_in(planted), planted
    with connection.cursor() as cursor:
        cursor.execute("UPDATE referrals_person SET language = 'Kestrelbank words of a note'")
    assert "Kestrelbank words of a note" in found_in(dumped())


def _everything_told() -> str:
    reference = made.referred(
        first_name="Zubrowkaïne",
        last_name="Quillfeather",
        support_wanted="yes",
        support_contact="their_phone",
        support_phone="07700 900987",
        decision_address={"line_1": "9 Hornblower Mews", "town": "Marshland", "postcode": "ZZ99 9ZZ"},
    )
    by, at = made.officer("caseworker"), timezone.now()
    add_evidence(reference, kind="police", text="Quillfeather spoke.", source="Zubrowkaïne", by=by, at=at)
    write_note(reference, text="Kestrelbank words of a note", visibility="team", mentioned=(), by=by, at=at)
    add_task(reference, title="Ring 07700 900987", to=by.account_id, due_on=None, by=by, at=at)
    made.decided(reference, "negative", by=by)
    made.checked(reference, by=made.officer("second_officer"), agreed=True, remark="Quillfeather")
    made.served(reference, by=by)
    referrer = made.referrer()
    draft_id = start_draft(by=referrer, at=at)
    save_page(draft_id, "name", {"first_name": ["Zubrowkaïne"], "last_name": ["Quillfeather"]}, by=referrer, at=at)
    return reference
